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
    Position position = tokens.here();
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
        return new Star(parts, position);
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
    return new ColumnReference(parts, position);
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
    Position position = tokens.positionOf(start);
    return new TypedLiteral(
        TypeParser.typeOfLiteral(type, quoted, modifiers, typeText, position), text, position);
  }

  private Expression call(int start, QualifiedName name, boolean windows) {
    tokens.expectSymbol("(");
    Position position = tokens.positionOf(start);
    Position star = tokens.here();
    if (tokens.acceptSymbol("*")) {
      tokens.expectSymbol(")");
      FunctionCall call = FunctionCall.of(name, List.of(new Star(List.of(), star)), position);
      return windows ? withWindow(call) : call;
    }
    boolean distinct = tokens.accept("distinct");
    boolean aggregate = distinct || tokens.accept("all");
    List<String> texts = new ArrayList<>();
    List<Expression> arguments = new ArrayList<>();
    if (aggregate || !tokens.atSymbol(")")) {
      arguments(arguments, texts);
    }
    List<OrderKey> orderBy =
        arguments.isEmpty() ? List.of() : expressions.queries().clauses().orderBy();
    tokens.expectSymbol(")");
    boolean modifiers = !aggregate && orderBy.isEmpty() && !texts.isEmpty();
    if (modifiers && tokens.peek().kind() == Kind.STRING) {
      return literal(start, name, texts);
    }
    FunctionCall call =
        new FunctionCall(
            name, distinct, arguments, orderBy, Optional.empty(), Optional.empty(), position);
    return windows ? withWindow(call) : call;
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
  }

  private Expression argument() {
    Position position = tokens.here();
    if (tokens.accept("variadic")) {
      return new VariadicArgument(argument(), position);
    }
    Token next = tokens.peek(1);
    if (tokens.peek().isTypeOrFunctionName() && (next.isSymbol("=>") || next.isSymbol(":="))) {
      String name = tokens.next().value();
      tokens.next();
      return new NamedArgument(name, expressions.expression(), position);
    }
    return expressions.expression();
  }

  private Expression withWindow(FunctionCall call) {
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
    Optional<Window> over =
        tokens.accept("over")
            ? Optional.of(expressions.queries().clauses().over())
            : Optional.empty();
    return new FunctionCall(
        call.name(),
        call.distinct(),
        call.arguments(),
        call.orderBy(),
        filter,
        over,
        call.position());
  }
}
