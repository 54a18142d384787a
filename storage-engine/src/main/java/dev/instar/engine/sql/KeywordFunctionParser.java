package dev.instar.engine.sql;

import dev.instar.engine.sql.Expression.Cast;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.Expression.Literal;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Functions with a grammar of their own. They become calls as PostgreSQL makes them: {@code
 * POSITION(a IN b)} is {@code position(b, a)}, {@code TRIM(LEADING a FROM b)} is {@code ltrim(b,
 * a)}.
 */
final class KeywordFunctionParser {
  private static final Set<String> KEYWORD_FIELDS =
      Set.of("year", "month", "day", "hour", "minute", "second");

  private final TokenStream tokens;
  private final TypeParser types;
  private final ExpressionParser expressions;
  private final CallParser calls;

  KeywordFunctionParser(
      TokenStream tokens, TypeParser types, ExpressionParser expressions, CallParser calls) {
    this.tokens = tokens;
    this.types = types;
    this.expressions = expressions;
    this.calls = calls;
  }

  /** The function that comes next, if it is one of these; otherwise nothing is read. */
  Optional<Expression> tryParse() {
    Token token = tokens.peek();
    if (token.kind() != Kind.WORD) {
      return Optional.empty();
    }
    String word = token.value();
    boolean called = tokens.peek(1).isSymbol("(");
    return switch (word) {
      case "current_date",
          "current_role",
          "current_user",
          "session_user",
          "system_user",
          "user",
          "current_catalog" ->
          Optional.of(withoutArguments());
      case "current_time", "current_timestamp", "localtime", "localtimestamp" ->
          Optional.of(withPrecision());
      // It may name a function or a type, too.
      case "current_schema" ->
          called || tokens.peek(1).kind() == Kind.STRING
              ? Optional.empty()
              : Optional.of(withoutArguments());
      case "cast" -> Optional.of(cast());
      case "collation" ->
          tokens.peek(1).isWord("for") ? Optional.of(collationFor()) : Optional.empty();
      default -> called ? inParentheses(word) : Optional.empty();
    };
  }

  private Optional<Expression> inParentheses(String word) {
    return switch (word) {
      case "coalesce", "greatest", "least", "xmlconcat", "grouping" -> read(this::oneOrMore);
      case "nullif" -> read(this::nullif);
      case "extract" -> read(this::extract);
      case "normalize" -> read(this::normalize);
      case "overlay" -> read(this::overlay);
      case "position" -> read(this::position);
      case "substring" -> read(this::substring);
      case "trim" -> read(this::trim);
      case "json_object", "json_array" ->
          read((name, position) -> json(name, plainArguments(), position));
      case "json_scalar", "json_serialize", "json" ->
          read((name, position) -> json(name, List.of(expressions.expression()), position));
      case "treat",
          "merge_action",
          "json_arrayagg",
          "json_objectagg",
          "json_exists",
          "json_query",
          "json_value",
          "json_table",
          "xmlattributes",
          "xmlelement",
          "xmlexists",
          "xmlforest",
          "xmlnamespaces",
          "xmlparse",
          "xmlpi",
          "xmlroot",
          "xmlserialize",
          "xmltable" ->
          throw tokens.unsupported(
              tokens.peek(), word.toUpperCase(Locale.ROOT) + "(…) is not supported yet");
      default -> Optional.empty();
    };
  }

  /** One function: it gets its name, and the parentheses are read around it. */
  private interface Arguments {
    Expression read(String name, Position position);
  }

  private Optional<Expression> read(Arguments arguments) {
    Position position = tokens.here();
    String name = tokens.next().value();
    tokens.expectSymbol("(");
    Expression call = arguments.read(name, position);
    tokens.expectSymbol(")");
    return Optional.of(call);
  }

  private static Expression call(String name, List<Expression> arguments, Position position) {
    return FunctionCall.of(QualifiedName.of(name), arguments, position);
  }

  private Expression withoutArguments() {
    Position position = tokens.here();
    return call(tokens.next().value(), List.of(), position);
  }

  private Expression withPrecision() {
    Position position = tokens.here();
    String name = tokens.next().value();
    if (!tokens.acceptSymbol("(")) {
      return call(name, List.of(), position);
    }
    Token precision = tokens.expect(Kind.INTEGER, "a number");
    tokens.expectSymbol(")");
    Position at = new Position(precision.span().start());
    return call(name, List.of(new Literal(Literal.Kind.NUMBER, precision.value(), at)), position);
  }

  private Expression cast() {
    Position position = tokens.here();
    tokens.expect("cast");
    tokens.expectSymbol("(");
    Expression operand = expressions.expression();
    tokens.expect("as");
    TypeName type = types.type();
    tokens.expectSymbol(")");
    return new Cast(operand, type, position);
  }

  private Expression collationFor() {
    Position position = tokens.here();
    tokens.expect("collation", "for");
    tokens.expectSymbol("(");
    Expression operand = expressions.expression();
    tokens.expectSymbol(")");
    return call("pg_collation_for", List.of(operand), position);
  }

  private Expression oneOrMore(String name, Position position) {
    return call(name, expressions.list(), position);
  }

  private Expression nullif(String name, Position position) {
    Expression first = expressions.expression();
    tokens.expectSymbol(",");
    return call(name, List.of(first, expressions.expression()), position);
  }

  private Expression extract(String name, Position position) {
    Token field = tokens.peek();
    if (!isField(field)) {
      throw tokens.unexpected("a field such as YEAR");
    }
    tokens.next();
    String text = field.kind() == Kind.STRING ? field.value() : "'" + field.value() + "'";
    tokens.expect("from");
    Literal literal = new Literal(Literal.Kind.STRING, text, new Position(field.span().start()));
    return call(name, List.of(literal, expressions.expression()), position);
  }

  private static boolean isField(Token token) {
    return switch (token.kind()) {
      case STRING, QUOTED_NAME -> true;
      case WORD -> !Keywords.isKeyword(token.value()) || KEYWORD_FIELDS.contains(token.value());
      default -> false;
    };
  }

  private Expression normalize(String name, Position position) {
    Expression operand = expressions.expression();
    if (!tokens.acceptSymbol(",")) {
      return call(name, List.of(operand), position);
    }
    if (!tokens.atAnyOf("nfc", "nfd", "nfkc", "nfkd")) {
      throw tokens.unexpected("NFC, NFD, NFKC or NFKD");
    }
    Position at = tokens.here();
    String form = "'" + tokens.next().value().toUpperCase(Locale.ROOT) + "'";
    return call(name, List.of(operand, new Literal(Literal.Kind.STRING, form, at)), position);
  }

  private Expression overlay(String name, Position position) {
    List<Expression> arguments = plainArguments();
    if (arguments.size() == 1 && tokens.accept("placing")) {
      arguments.add(expressions.expression());
      tokens.expect("from");
      arguments.add(expressions.expression());
      if (tokens.accept("for")) {
        arguments.add(expressions.expression());
      }
    }
    return call(name, arguments, position);
  }

  private Expression position(String name, Position position) {
    Expression part = expressions.restricted();
    tokens.expect("in");
    return call(name, List.of(expressions.restricted(), part), position);
  }

  private Expression substring(String name, Position position) {
    List<Expression> arguments = plainArguments();
    if (arguments.size() != 1) {
      return call(name, arguments, position);
    }
    if (tokens.accept("similar")) {
      arguments.add(expressions.expression());
      tokens.expect("escape");
      arguments.add(expressions.expression());
    } else if (tokens.accept("from")) {
      arguments.add(expressions.expression());
      if (tokens.accept("for")) {
        arguments.add(expressions.expression());
      }
    } else if (tokens.accept("for")) {
      Expression length = expressions.expression();
      arguments.add(
          tokens.accept("from")
              ? expressions.expression()
              : new Literal(Literal.Kind.NUMBER, "1", position));
      arguments.add(length);
    }
    return call(name, arguments, position);
  }

  private Expression trim(String name, Position position) {
    String function = "btrim";
    if (tokens.accept("leading")) {
      function = "ltrim";
    } else if (tokens.accept("trailing")) {
      function = "rtrim";
    } else {
      tokens.accept("both");
    }
    if (tokens.accept("from")) {
      return call(function, expressions.list(), position);
    }
    List<Expression> characters = expressions.list();
    if (characters.size() != 1 || !tokens.accept("from")) {
      return call(function, characters, position);
    }
    List<Expression> arguments = new ArrayList<>(expressions.list());
    arguments.addAll(characters);
    return call(function, arguments, position);
  }

  private Expression json(String name, List<Expression> arguments, Position position) {
    if (!tokens.atSymbol(")")) {
      throw tokens.unsupported(
          tokens.peek(),
          "the clauses of " + name.toUpperCase(Locale.ROOT) + " are not supported yet");
    }
    return call(name, arguments, position);
  }

  private List<Expression> plainArguments() {
    return tokens.atSymbol(")") ? new ArrayList<>() : calls.arguments();
  }
}
