package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Data types in all of PostgreSQL's spellings. */
final class TypeParser {
  private static final Set<String> KEYWORD_TYPES =
      Set.of(
          "int",
          "integer",
          "smallint",
          "bigint",
          "real",
          "float",
          "double",
          "decimal",
          "dec",
          "numeric",
          "boolean",
          "bit",
          "character",
          "char",
          "nchar",
          "national",
          "varchar",
          "time",
          "timestamp",
          "interval",
          "json");

  /** The largest precision of {@code float(p)} that {@code real} holds. */
  private static final int MAX_REAL_BITS = 24;

  private static final int MAX_FLOAT_BITS = 53;

  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;

  TypeParser(TokenStream tokens, NameParser names, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
  }

  /** A type's name without its modifiers' place in the text. */
  private record Named(QualifiedName name, List<String> modifiers) {
    static Named of(String name, List<String> modifiers) {
      return new Named(QualifiedName.of(name), modifiers);
    }
  }

  /** A type with its array brackets. */
  TypeName type() {
    int start = tokens.mark();
    if (tokens.at("setof")) {
      throw tokens.unsupported(
          tokens.peek(), "a set (SETOF) is no type of a column or a value; write the type alone");
    }
    Named type = startsKeywordType() ? keywordType() : genericType();
    int dimensions = arrayDimensions();
    return new TypeName(
        type.name(),
        type.modifiers(),
        dimensions,
        tokens.textSince(start),
        tokens.positionOf(start));
  }

  /** The type of a literal that a keyword begins, as in {@code TIMESTAMP WITH TIME ZONE '…'}. */
  Optional<TypeName> keywordTypeOfLiteral() {
    if (!startsKeywordType()) {
      return Optional.empty();
    }
    int start = tokens.mark();
    boolean interval = tokens.at("interval");
    Named type = interval ? intervalOfLiteral() : keywordType();
    if (tokens.peek().kind() != Kind.STRING) {
      tokens.goBackTo(start);
      return Optional.empty();
    }
    return Optional.of(
        new TypeName(
            type.name(), type.modifiers(), 0, tokens.textSince(start), tokens.positionOf(start)));
  }

  /** The fields of an interval behind its literal, as in {@code INTERVAL '1' DAY}. */
  TypeName withIntervalFields(TypeName interval) {
    if (!interval.name().equals(QualifiedName.of("interval")) || !interval.modifiers().isEmpty()) {
      return interval;
    }
    Named fields = intervalFields();
    return new TypeName(fields.name(), fields.modifiers(), 0, interval.text(), interval.position());
  }

  /** The type of a literal whose type's name has been read already, as in {@code date '…'}. */
  static TypeName typeOfLiteral(
      QualifiedName written,
      boolean quoted,
      List<String> modifiers,
      String text,
      Position position) {
    return new TypeName(
        TypeSpellings.canonical(written, quoted, !modifiers.isEmpty()),
        modifiers,
        0,
        text,
        position);
  }

  private boolean startsKeywordType() {
    Token token = tokens.peek();
    if (token.kind() != Kind.WORD || !KEYWORD_TYPES.contains(token.value())) {
      return false;
    }
    if (token.value().equals("double")) {
      return tokens.peek(1).isWord("precision");
    }
    return !tokens.peek(1).isSymbol(".");
  }

  private Named keywordType() {
    String word = tokens.next().value();
    return switch (word) {
      case "int", "integer" -> Named.of("integer", List.of());
      case "smallint", "bigint", "real", "boolean", "json" -> Named.of(word, List.of());
      case "float" -> floatingPoint();
      case "double" -> {
        tokens.expect("precision");
        yield Named.of("double precision", List.of());
      }
      case "decimal", "dec", "numeric" -> Named.of("numeric", modifiers());
      case "bit" -> Named.of(tokens.accept("varying") ? "bit varying" : "bit", modifiers());
      case "varchar" -> Named.of("character varying", length());
      case "national" -> {
        if (!tokens.accept("character")) {
          tokens.expect("char");
        }
        yield character();
      }
      case "character", "char", "nchar" -> character();
      case "time", "timestamp" -> dateTime(word);
      case "interval" -> tokens.atSymbol("(") ? intervalWithPrecision() : intervalFields();
      default -> throw new IllegalStateException(word);
    };
  }

  private Named floatingPoint() {
    Token bits = tokens.peek(1);
    List<String> precision = length();
    if (precision.isEmpty()) {
      return Named.of("double precision", List.of());
    }
    BigInteger value = NumberText.valueOf(precision.getFirst());
    if (value.signum() == 0 || value.compareTo(BigInteger.valueOf(MAX_FLOAT_BITS)) > 0) {
      throw tokens.unsupported(bits, "precision for type float must be from 1 to 53 bits");
    }
    return Named.of(value.intValue() <= MAX_REAL_BITS ? "real" : "double precision", List.of());
  }

  private Named character() {
    return Named.of(tokens.accept("varying") ? "character varying" : "character", length());
  }

  private Named dateTime(String word) {
    List<String> precision = length();
    if (tokens.accept("with", "time", "zone")) {
      return Named.of(word + " with time zone", precision);
    }
    tokens.accept("without", "time", "zone");
    return Named.of(word + " without time zone", precision);
  }

  private Named intervalOfLiteral() {
    tokens.expect("interval");
    return tokens.atSymbol("(") ? intervalWithPrecision() : Named.of("interval", List.of());
  }

  private Named intervalWithPrecision() {
    return Named.of("interval", length());
  }

  private Named intervalFields() {
    String from = tokens.peek().kind() == Kind.WORD ? tokens.peek().value() : "";
    List<String> to =
        switch (from) {
          case "year" -> List.of("month");
          case "day" -> List.of("hour", "minute", "second");
          case "hour" -> List.of("minute", "second");
          case "minute" -> List.of("second");
          case "month", "second" -> List.of();
          default -> null;
        };
    if (to == null) {
      return Named.of("interval", List.of());
    }
    tokens.next();
    String last = from;
    String name = "interval " + from;
    if (!to.isEmpty() && tokens.accept("to")) {
      if (!tokens.atAnyOf(to.toArray(String[]::new))) {
        throw tokens.unexpected(String.join(" or ", to));
      }
      last = tokens.next().value();
      name += " to " + last;
    }
    return Named.of(name, last.equals("second") ? length() : List.of());
  }

  private Named genericType() {
    boolean quoted = tokens.peek().kind() == Kind.QUOTED_NAME;
    QualifiedName written = names.type();
    List<String> modifiers = modifiers();
    return new Named(
        TypeSpellings.canonical(
            written, quoted && written.schema().isEmpty(), !modifiers.isEmpty()),
        modifiers);
  }

  /** {@code (n)}, where one may stand. */
  private List<String> length() {
    if (!tokens.acceptSymbol("(")) {
      return List.of();
    }
    Token length = tokens.expect(Kind.INTEGER, "a number");
    tokens.expectSymbol(")");
    return List.of(length.value());
  }

  /**
   * {@code (a, b)} of any values: user-defined types take names too, as in geometry(Point, 4326).
   */
  private List<String> modifiers() {
    if (!tokens.acceptSymbol("(")) {
      return List.of();
    }
    List<String> modifiers = new ArrayList<>();
    do {
      modifiers.add(expressions.fragment().text());
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return modifiers;
  }

  private int arrayDimensions() {
    if (tokens.accept("array")) {
      if (tokens.acceptSymbol("[")) {
        tokens.expect(Kind.INTEGER, "a number");
        tokens.expectSymbol("]");
      }
      return 1;
    }
    int dimensions = 0;
    while (tokens.acceptSymbol("[")) {
      if (tokens.peek().kind() == Kind.INTEGER) {
        tokens.next();
      }
      tokens.expectSymbol("]");
      dimensions++;
    }
    return dimensions;
  }
}
