package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Storage parameters and what else stands in {@code WITH (…)}, and some words of columns. */
final class OptionParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final TypeParser types;
  private final SequenceOptionParser sequences;

  OptionParser(TokenStream tokens, NameParser names, TypeParser types) {
    this.tokens = tokens;
    this.names = names;
    this.types = types;
    this.sequences = new SequenceOptionParser(tokens, names, types);
  }

  /**
   * {@code (name = value, …)}; a name without a value, as RESET and short forms have it, comes with
   * an empty one.
   */
  Map<String, String> parenthesized() {
    Map<String, String> options = new LinkedHashMap<>();
    tokens.expectSymbol("(");
    do {
      String name = names.label("an option");
      if (tokens.acceptSymbol(".")) {
        name += "." + names.label("an option");
      }
      options.put(name, tokens.acceptSymbol("=") ? plainValue() : "");
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return options;
  }

  SequenceOptionParser sequences() {
    return sequences;
  }

  /** {@code WITH (name [= value], …)} as options, or nothing. */
  List<UtilityOption> definition() {
    if (!tokens.accept("with")) {
      return List.of();
    }
    return definitionList();
  }

  /** {@code (name [= value], …)} as options. */
  List<UtilityOption> definitionList() {
    List<UtilityOption> options = new ArrayList<>();
    tokens.expectSymbol("(");
    do {
      Position position = tokens.here();
      String name = names.label("an option");
      Optional<String> value = Optional.empty();
      if (tokens.acceptSymbol("=")) {
        value = Optional.of(plainValue());
      }
      options.add(ValueParser.option(name, value, position));
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return options;
  }

  /** A value as it is meant: a string without its quotes. */
  private String plainValue() {
    boolean string = tokens.peek().kind() == Kind.STRING;
    String text = value();
    return string ? Literals.string(text) : text;
  }

  private String value() {
    int start = tokens.mark();
    Token token = tokens.peek();
    if (token.kind() == Kind.STRING) {
      tokens.next();
    } else if (token.isSymbol("+") || token.isSymbol("-")) {
      tokens.next();
      if (isNumber(tokens.peek())) {
        tokens.next();
      }
    } else if (isNumber(token) || Operators.isOperator(token)) {
      tokens.next();
    } else if (token.kind() == Kind.WORD
        && (Keywords.categoryOf(token.value()) == Keywords.Category.RESERVED
            || token.value().equals("none"))) {
      tokens.next();
    } else {
      types.type();
    }
    return tokens.textSince(start);
  }

  private static boolean isNumber(Token token) {
    return token.kind() == Kind.INTEGER || token.kind() == Kind.DECIMAL;
  }

  /** {@code ALWAYS | BY DEFAULT}; whether it was ALWAYS. */
  boolean always() {
    if (tokens.accept("always")) {
      return true;
    }
    if (!tokens.at("by")) {
      throw tokens.unexpected("ALWAYS or BY DEFAULT");
    }
    tokens.expect("by", "default");
    return false;
  }

  /**
   * A storage or compression method: a name or DEFAULT, upper case for storage, as folded
   * otherwise.
   */
  String storage() {
    return nameOrDefault("a storage mode").toUpperCase(Locale.ROOT);
  }

  String compression() {
    return nameOrDefault("a compression method");
  }

  private String nameOrDefault(String what) {
    return tokens.accept("default") ? "default" : names.columnName(what);
  }
}
