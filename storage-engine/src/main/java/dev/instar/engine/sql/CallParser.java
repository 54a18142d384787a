package dev.instar.engine.sql;

import dev.instar.engine.sql.Expression.ColumnReference;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.Expression.NamedArgument;
import dev.instar.engine.sql.Expression.Star;
import dev.instar.engine.sql.Expression.TypedLiteral;
import dev.instar.engine.sql.Expression.VariadicArgument;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What begins with a name: a column, a function call, or a literal of a named type. */
final class CallParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;

  CallParser(TokenStream tokens, NameParser names, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
  }

  /**
   * A column, call or literal of a named type.
   *
   * @param windows whether FILTER and OVER may follow a call
   */
  Expression named(boolean windows) {
    int start = tokens.mark();
    Token first = tokens.peek();
    // PostgreSQL's lexer makes NULLS before FIRST and LAST a word of its own, which names nothing.
    boolean order = tokens.at("nulls", "first") || tokens.at("nulls", "last");
    if (order || (!first.isColumnName() && !first.isTypeOrFunctionName())) {
      throw tokens.unexpected("an expression");
    }
    List<String> parts = new ArrayList<>();
    parts.add(tokens.next().value());
    while (tokens.acceptSymbol(".")) {
      if (tokens.acceptSymbol("*")) {
        return new Star(parts);
      }
      parts.add(names.label("a name"));
    }
    boolean callable = parts.size() == 1 ? first.isTypeOrFunctionName() : first.isColumnName();
    if (callable && tokens.atSymbol("(")) {
      return call(start, functionName(start, parts), windows);
    }
    if (callable && tokens.peek().kind() == Kind.STRING) {
      return literal(start, functionName(start, parts), List.of());
    }
    if (!first.isColumnName()) {
      throw tokens.unexpected("\"(\"");
    }
    return new ColumnReference(parts);
  }

  private QualifiedName functionName(int start, List<String> parts) {
    if (parts.size() > 2) {
      tokens.goBackTo(start);
      throw tokens.unsupported(
          tokens.peek(), "names with a database in front are not supported: write schema.name");
    }
    return parts.size() == 1
        ? QualifiedName.of(parts.getFirst())
        : QualifiedName.of(parts.getFirst(), parts.getLast());
  }

  private Expression literal(int start, QualifiedName type, List<String> modifiers) {
    String typeText = tokens.textSince(start);
    boolean quoted = type.schema().isEmpty() && typeText.startsWith("\"");
    String text = tokens.slice(tokens.next().span());
    return new TypedLiteral(TypeParser.typeOfLiteral(type, quoted, modifiers, typeText), text);
  }

  private Expression call(int start, QualifiedName name, boolean windows) {
    tokens.expectSymbol("(");
    if (tokens.acceptSymbol("*")) {
      tokens.expectSymbol(")");
      return withWindow(name, false, List.of(new Star(List.of())), windows);
    }
    boolean distinct = tokens.accept("distinct");
    boolean aggregate = distinct || tokens.accept("all");
    List<String> texts = new ArrayList<>();
    List<Expression> arguments = new ArrayList<>();
    if (aggregate || !tokens.atSymbol(")")) {
      arguments(arguments, texts);
    }
    tokens.expectSymbol(")");
    if (!aggregate && tokens.peek().kind() == Kind.STRING && !texts.isEmpty()) {
      return literal(start, name, texts);
    }
    return withWindow(name, distinct, arguments, windows);
  }

  /** Arguments separated by commas, as they stand between the parentheses of a call. */
  List<Expression> arguments() {
    List<Expression> arguments = new ArrayList<>();
    arguments(arguments, new ArrayList<>());
    return arguments;
  }

  private void arguments(List<Expression> arguments, List<String> texts) {
    boolean variadic;
    do {
      int start = tokens.mark();
      variadic = tokens.at("variadic");
      arguments.add(argument());
      texts.add(tokens.textSince(start));
    } while (!variadic && tokens.acceptSymbol(","));
    if (tokens.at("order", "by")) {
      throw tokens.unsupported(
          tokens.peek(), "ORDER BY among the arguments of an aggregate is not supported yet");
    }
  }

  private Expression argument() {
    if (tokens.accept("variadic")) {
      return new VariadicArgument(argument());
    }
    Token next = tokens.peek(1);
    if (tokens.peek().isTypeOrFunctionName() && (next.isSymbol("=>") || next.isSymbol(":="))) {
      String name = tokens.next().value();
      tokens.next();
      return new NamedArgument(name, expressions.expression());
    }
    return expressions.expression();
  }

  private Expression withWindow(
      QualifiedName name, boolean distinct, List<Expression> arguments, boolean windows) {
    if (!windows) {
      return new FunctionCall(name, distinct, arguments, Optional.empty(), Optional.empty());
    }
    if (tokens.at("within", "group")) {
      throw tokens.unsupported(tokens.peek(), "WITHIN GROUP is not supported yet");
    }
    Optional<Expression> filter = Optional.empty();
    if (tokens.at("filter") && tokens.peek(1).isSymbol("(")) {
      tokens.expect("filter");
      tokens.expectSymbol("(");
      tokens.expect("where");
      filter = Optional.of(expressions.expression());
      tokens.expectSymbol(")");
    }
    return new FunctionCall(name, distinct, arguments, filter, over());
  }

  /** The window behind OVER as written: a name, or a specification in parentheses. */
  private Optional<String> over() {
    if (!tokens.accept("over")) {
      return Optional.empty();
    }
    int start = tokens.mark();
    if (tokens.acceptSymbol("(")) {
      tokens.textToClosingParenthesis();
    } else {
      names.columnName("a window");
    }
    return Optional.of(tokens.textSince(start));
  }
}
