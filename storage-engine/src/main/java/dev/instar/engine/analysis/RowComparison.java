package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expression.RowConstructor;
import dev.instar.engine.sql.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * Comparisons of rows as they are written become comparisons of their fields: equality of all, or
 * the first that differ decide. PostgreSQL's manual, section 9.25.5.
 */
final class RowComparison {
  private final ExpressionAnalyzer expressions;

  RowComparison(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  private void checkSizes(RowConstructor left, RowConstructor right, Position position) {
    if (left.elements().size() != right.elements().size()) {
      throw expressions
          .analysis()
          .error(SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions", position);
    }
    if (left.elements().isEmpty()) {
      throw expressions
          .analysis()
          .error(SqlState.FEATURE_NOT_SUPPORTED, "cannot compare rows of zero length", position);
    }
  }

  private BoundExpression fields(
      String symbol, RowConstructor left, RowConstructor right, int field, Position position) {
    return expressions.analyze(
        new Expression.Binary(
            symbol, left.elements().get(field), right.elements().get(field), position));
  }

  BoundExpression compare(
      String symbol, RowConstructor left, RowConstructor right, Position position) {
    checkSizes(left, right, position);
    if (left.elements().size() == 1) {
      return fields(symbol, left, right, 0, position);
    }
    return switch (symbol) {
      case "=", "*=" -> all(symbol, left, right, position, true);
      case "<>", "!=", "*<>" -> all(symbol, left, right, position, false);
      case "<", "<=", ">", ">=" -> ordered(symbol, "", left, right, position);
      case "*<", "*<=", "*>", "*>=" -> ordered(symbol.substring(1), "*", left, right, position);
      default -> throw noOrder(symbol, left, right, position);
    };
  }

  private SqlException noOrder(
      String symbol, RowConstructor left, RowConstructor right, Position position) {
    for (int i = 0; i < left.elements().size(); i++) {
      fields(symbol, left, right, i, position); // there may be no such operator at all
    }
    return expressions
        .analysis()
        .error(
            SqlState.FEATURE_NOT_SUPPORTED,
            "could not determine interpretation of row comparison operator " + symbol,
            position)
        .with(
            SqlException.Field.HINT,
            "Row comparison operators must be associated with btree operator families.");
  }

  private BoundExpression all(
      String symbol, RowConstructor left, RowConstructor right, Position position, boolean and) {
    List<BoundExpression> tests = new ArrayList<>(left.elements().size());
    for (int i = 0; i < left.elements().size(); i++) {
      tests.add(fields(symbol, left, right, i, position));
    }
    return and ? new BoundExpression.And(tests) : new BoundExpression.Or(tests);
  }

  /**
   * @param family in front of the symbol of each operator of the family
   */
  private BoundExpression ordered(
      String symbol, String family, RowConstructor left, RowConstructor right, Position position) {
    int last = left.elements().size() - 1;
    List<BoundExpression> tests = new ArrayList<>(last + 1);
    List<BoundExpression> equalities = new ArrayList<>(last);
    for (int i = 0; i < last; i++) {
      tests.add(fields(family + symbol.charAt(0), left, right, i, position));
      equalities.add(fields(family + "=", left, right, i, position));
    }
    tests.add(fields(family + symbol, left, right, last, position));
    return new BoundExpression.RowCompare(tests, equalities);
  }

  BoundExpression distinct(
      RowConstructor left, RowConstructor right, boolean negated, Position position) {
    checkSizes(left, right, position);
    List<BoundExpression> tests = new ArrayList<>(left.elements().size());
    for (int i = 0; i < left.elements().size(); i++) {
      tests.add(
          expressions
              .operators()
              .distinct(
                  expressions.operators().operand(left.elements().get(i)),
                  expressions.operators().operand(right.elements().get(i)),
                  negated,
                  position));
    }
    if (tests.size() == 1) {
      return tests.getFirst();
    }
    return negated ? new BoundExpression.And(tests) : new BoundExpression.Or(tests);
  }
}
