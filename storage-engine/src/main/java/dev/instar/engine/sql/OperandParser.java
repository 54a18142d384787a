package dev.instar.engine.sql;

import dev.instar.engine.sql.Expression.ArrayConstructor;
import dev.instar.engine.sql.Expression.Binary;
import dev.instar.engine.sql.Expression.Case;
import dev.instar.engine.sql.Expression.ColumnReference;
import dev.instar.engine.sql.Expression.FieldSelection;
import dev.instar.engine.sql.Expression.Literal;
import dev.instar.engine.sql.Expression.Parameter;
import dev.instar.engine.sql.Expression.RowConstructor;
import dev.instar.engine.sql.Expression.Subquery;
import dev.instar.engine.sql.Expression.Subscript;
import dev.instar.engine.sql.Expression.TypedLiteral;
import dev.instar.engine.sql.Expression.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operators stand between: literals, names, calls, and everything in brackets. */
final class OperandParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final TypeParser types;
  private final ExpressionParser expressions;
  private final CallParser calls;
  private final KeywordFunctionParser keywordFunctions;

  OperandParser(
      TokenStream tokens, NameParser names, TypeParser types, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.types = types;
    this.expressions = expressions;
    this.calls = new CallParser(tokens, names, expressions);
    this.keywordFunctions = new KeywordFunctionParser(tokens, types, expressions, calls);
  }

  Expression operand() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case INTEGER, DECIMAL -> literal(Literal.Kind.NUMBER);
      case STRING, NATIONAL_STRING -> literal(Literal.Kind.STRING);
      case BIT_STRING -> literal(Literal.Kind.BIT_STRING);
      case PARAMETER -> {
        Position position = tokens.here();
        tokens.next();
        yield withIndirection(
            new Parameter(Integer.parseInt(token.value().substring(1)), position));
      }
      case SYMBOL -> {
        if (token.isSymbol("(")) {
          yield inParentheses();
        }
        throw tokens.unexpected("an expression");
      }
      case WORD -> beginningWithWord(token.value());
      case QUOTED_NAME -> named();
      case END -> throw tokens.unexpected("an expression");
    };
  }

  /** A call or key word function as CREATE INDEX takes one without parentheses around it. */
  Expression windowlessCall() {
    return keywordFunctions.tryParse().orElseGet(() -> calls.named(false));
  }

  /** {@code (SELECT …)}, if that comes next; {@code kind} is what stood before it. */
  Optional<Expression> subquery(Subquery.Kind kind) {
    if (!SubqueryLookahead.atSubquery(tokens)) {
      return Optional.empty();
    }
    Position position = tokens.here();
    return Optional.of(new Subquery(kind, expressions.queries().parenthesized(), position));
  }

  private Literal literal(Literal.Kind kind) {
    Position position = tokens.here();
    return new Literal(kind, tokens.slice(tokens.next().span()), position);
  }

  private Expression beginningWithWord(String word) {
    return switch (word) {
      case "null" -> literal(Literal.Kind.NULL);
      case "true", "false" -> literal(Literal.Kind.BOOLEAN);
      case "case" -> caseExpression();
      case "array" -> array();
      case "default" ->
          throw tokens.malformed(tokens.peek(), "DEFAULT is not allowed in this context");
      case "row", "exists", "unique" ->
          tokens.peek(1).isSymbol("(") ? inWordAndParentheses(word) : named();
      default -> keywordFunctions.tryParse().or(this::typedLiteral).orElseGet(this::named);
    };
  }

  private Expression inWordAndParentheses(String word) {
    if (word.equals("row")) {
      return row();
    }
    if (word.equals("unique")) {
      throw tokens.unsupported(tokens.peek(), "PostgreSQL has no UNIQUE (subquery) either");
    }
    tokens.next();
    return subquery(Subquery.Kind.EXISTS).orElseThrow(() -> tokens.unexpected("a subquery"));
  }

  private Optional<Expression> typedLiteral() {
    Optional<TypeName> type = types.keywordTypeOfLiteral();
    if (type.isEmpty()) {
      return Optional.empty();
    }
    String text = tokens.slice(tokens.next().span());
    TypeName whole = types.withIntervalFields(type.get());
    return Optional.of(new TypedLiteral(whole, text, whole.position()));
  }

  private Expression named() {
    Expression named = calls.named(true);
    return named instanceof ColumnReference column ? withIndirection(column) : named;
  }

  private Expression inParentheses() {
    Optional<Expression> subquery = subquery(Subquery.Kind.SCALAR);
    if (subquery.isPresent()) {
      return withIndirection(subquery.get());
    }
    Position position = tokens.here();
    tokens.expectSymbol("(");
    List<Expression> elements = expressions.list();
    tokens.expectSymbol(")");
    return elements.size() == 1
        ? withIndirection(elements.getFirst())
        : overlaps(new RowConstructor(elements, position));
  }

  private Expression row() {
    Position position = tokens.here();
    tokens.expect("row");
    tokens.expectSymbol("(");
    List<Expression> elements = tokens.atSymbol(")") ? List.of() : expressions.list();
    tokens.expectSymbol(")");
    return overlaps(new RowConstructor(elements, position));
  }

  /** OVERLAPS stands between rows only, so precedence does not concern it. */
  private Expression overlaps(RowConstructor left) {
    Token overlaps = tokens.peek();
    Position position = tokens.here();
    if (!tokens.accept("overlaps")) {
      return left;
    }
    if (left.elements().size() != 2) {
      throw tokens.malformed(overlaps, "a row of two values must stand before it");
    }
    boolean row = tokens.atSymbol("(") || (tokens.at("row") && tokens.peek(1).isSymbol("("));
    int start = tokens.mark();
    if (row && operand() instanceof RowConstructor right && right.elements().size() == 2) {
      return new Binary("OVERLAPS", left, right, position);
    }
    tokens.goBackTo(start);
    throw tokens.unexpected("a row of two values");
  }

  private Expression caseExpression() {
    Position position = tokens.here();
    tokens.expect("case");
    Optional<Expression> operand =
        tokens.at("when") ? Optional.empty() : Optional.of(expressions.expression());
    List<When> branches = new ArrayList<>();
    do {
      tokens.expect("when");
      Expression condition = expressions.expression();
      tokens.expect("then");
      branches.add(new When(condition, expressions.expression()));
    } while (tokens.at("when"));
    Optional<Expression> otherwise =
        tokens.accept("else") ? Optional.of(expressions.expression()) : Optional.empty();
    tokens.expect("end");
    return new Case(operand, branches, otherwise, position);
  }

  private Expression array() {
    Position position = tokens.here();
    tokens.expect("array");
    Optional<Expression> subquery = subquery(Subquery.Kind.ARRAY);
    return subquery.isPresent() ? subquery.get() : arrayElements(position);
  }

  private Expression arrayElements(Position position) {
    tokens.enter();
    tokens.expectSymbol("[");
    List<Expression> elements = new ArrayList<>();
    if (!tokens.atSymbol("]")) {
      boolean nested = tokens.atSymbol("[");
      do {
        elements.add(nested ? arrayElements(tokens.here()) : expressions.expression());
      } while (tokens.acceptSymbol(","));
    }
    tokens.expectSymbol("]");
    tokens.leave();
    return new ArrayConstructor(elements, position);
  }

  /** Subscripts and fields behind a column, parameter or parenthesis. */
  private Expression withIndirection(Expression operand) {
    Expression result = operand;
    while (true) {
      Position position = tokens.here();
      if (tokens.acceptSymbol("[")) {
        result = subscript(result, position);
      } else if (tokens.acceptSymbol(".")) {
        if (tokens.atSymbol("*")) {
          throw tokens.unsupported(
              tokens.peek(), "all fields of a value (.*) are not supported yet");
        }
        result = new FieldSelection(result, names.label("a field name"), position);
      } else {
        return result;
      }
    }
  }

  private Expression subscript(Expression operand, Position position) {
    Token first = tokens.peek();
    if (tokens.atSymbol(":")) {
      throw openSlice(first);
    }
    Expression low = expressions.expression();
    Optional<Expression> high = Optional.empty();
    if (tokens.acceptSymbol(":")) {
      if (tokens.atSymbol("]")) {
        throw openSlice(first);
      }
      high = Optional.of(expressions.expression());
    }
    tokens.expectSymbol("]");
    return new Subscript(operand, Optional.of(low), high, position);
  }

  private SqlSyntaxException openSlice(Token token) {
    return tokens.unsupported(
        token, "array slices with an open end are not supported yet: write both bounds");
  }
}
