package dev.instar.engine.sql;

import dev.instar.engine.sql.Expression.Between;
import dev.instar.engine.sql.Expression.Binary;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.Expression.In;
import dev.instar.engine.sql.Expression.Is;
import dev.instar.engine.sql.Expression.Quantified;
import dev.instar.engine.sql.Expression.Subquery;
import dev.instar.engine.sql.ExpressionParser.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What SQL writes in words behind an operand: IS, BETWEEN, IN, LIKE, SIMILAR TO, and ANY and ALL.
 */
final class PredicateParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;

  PredicateParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  Expression predicate(Expression left, Context context) {
    Position position = tokens.here();
    if (tokens.accept("isnull")) {
      return new Is(left, "NULL", position);
    }
    if (tokens.accept("notnull")) {
      return new Is(left, "NOT NULL", position);
    }
    if (tokens.accept("is")) {
      return is(left, context, position);
    }
    boolean negated = tokens.accept("not");
    Token word = tokens.next();
    return switch (word.value()) {
      case "between" -> between(left, negated, position);
      case "in" -> in(left, negated, position);
      case "like" -> like(left, negated ? "NOT LIKE" : "LIKE", position);
      case "ilike" -> like(left, negated ? "NOT ILIKE" : "ILIKE", position);
      case "similar" -> {
        tokens.expect("to");
        yield pattern(
            left, negated ? "NOT SIMILAR TO" : "SIMILAR TO", "similar_to_escape", position);
      }
      default -> throw new IllegalStateException(word.value());
    };
  }

  private Expression is(Expression left, Context context, Position position) {
    boolean negated = tokens.accept("not");
    if (tokens.accept("distinct", "from")) {
      return new Binary(
          negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM",
          left,
          expressions.parse(Operators.IS + 1, context),
          position);
    }
    return new Is(left, (negated ? "NOT " : "") + test(), position);
  }

  private String test() {
    if (tokens.atAnyOf("null", "true", "false", "unknown", "document", "normalized")) {
      return tokens.next().value().toUpperCase(Locale.ROOT);
    }
    if (tokens.atAnyOf("nfc", "nfd", "nfkc", "nfkd")) {
      String form = tokens.next().value().toUpperCase(Locale.ROOT);
      tokens.expect("normalized");
      return form + " NORMALIZED";
    }
    if (tokens.accept("json")) {
      return jsonTest();
    }
    throw tokens.unexpected("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM");
  }

  private String jsonTest() {
    StringBuilder test = new StringBuilder("JSON");
    if (tokens.atAnyOf("value", "array", "object", "scalar")) {
      test.append(' ').append(tokens.next().value().toUpperCase(Locale.ROOT));
    }
    if (tokens.accept("with", "unique")) {
      tokens.accept("keys");
      test.append(" WITH UNIQUE KEYS");
    } else if (tokens.accept("without", "unique")) {
      tokens.accept("keys"); // the default, spelled out
    }
    return test.toString();
  }

  private Expression between(Expression left, boolean negated, Position position) {
    boolean symmetric = tokens.accept("symmetric");
    if (!symmetric) {
      tokens.accept("asymmetric");
    }
    Expression low = expressions.restricted();
    tokens.expect("and");
    Expression high = expressions.parse(Operators.MATCH + 1, Context.ANY);
    return new Between(left, negated, symmetric, low, high, position);
  }

  private Expression in(Expression left, boolean negated, Position position) {
    Optional<Expression> subquery = expressions.operands().subquery(Subquery.Kind.IN);
    if (subquery.isPresent()) {
      return new In(left, negated, List.of(subquery.get()), position);
    }
    tokens.expectSymbol("(");
    List<Expression> values = expressions.list();
    tokens.expectSymbol(")");
    return new In(left, negated, values, position);
  }

  private Expression like(Expression left, String operator, Position position) {
    Optional<Expression> quantified = quantified(left, operator, position);
    return quantified.isPresent()
        ? quantified.get()
        : pattern(left, operator, "like_escape", position);
  }

  /** ESCAPE becomes the call that PostgreSQL makes of it. */
  private Expression pattern(
      Expression left, String operator, String escapeFunction, Position position) {
    Expression pattern = expressions.parse(Operators.MATCH + 1, Context.ANY);
    if (tokens.accept("escape")) {
      Expression escape = expressions.parse(Operators.MATCH + 1, Context.ANY);
      pattern =
          FunctionCall.of(
              QualifiedName.of("pg_catalog", escapeFunction), List.of(pattern, escape), position);
    }
    return new Binary(operator, left, pattern, position);
  }

  /** {@code ANY | SOME | ALL (array or subquery)} behind an operator, if that comes next. */
  Optional<Expression> quantified(Expression left, String operator, Position position) {
    if (!tokens.atAnyOf("any", "some", "all")) {
      return Optional.empty();
    }
    boolean all = tokens.next().isWord("all");
    Optional<Expression> subquery =
        expressions.operands().subquery(all ? Subquery.Kind.ALL : Subquery.Kind.ANY);
    Expression array = subquery.isPresent() ? subquery.get() : expressions.parenthesized().tree();
    return Optional.of(new Quantified(left, operator, all, array, position));
  }
}
