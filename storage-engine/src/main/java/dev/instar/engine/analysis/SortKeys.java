package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Operators;
import dev.instar.engine.sql.OrderKey;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;

/** The keys of an order. Stateless. */
final class SortKeys {
  private SortKeys() {}

  /**
   * @param slot where its value will stand
   * @throws SqlException 42883 if its type has no order
   */
  static BoundQuery.SortKey of(int slot, BoundExpression value, OrderKey key, Analysis analysis) {
    boolean descending = key.descending();
    if (key.using().isPresent()) {
      String operator = OperatorAnalysis.symbol(key.using().get());
      if (!operator.equals("<") && !operator.equals(">")) {
        throw analysis
            .error(
                SqlState.WRONG_OBJECT_TYPE,
                "operator " + operator + " is not a valid ordering operator",
                key.position())
            .with(
                SqlException.Field.HINT,
                "Ordering operators must be \"<\" or \">\" members of btree operator families.");
      }
      descending = operator.equals(">");
    }
    requireOrder(value.type(), analysis, ExpressionAnalyzer.start(key.expression()));
    return new BoundQuery.SortKey(
        slot, value.type(), Collations.of(value), descending, key.nulls().first(descending));
  }

  /** A type whose values are sorted or told apart must have an order. */
  static void requireOrder(DataType type, Analysis analysis, Position position) {
    try {
      Operators.resolve("<", type, type);
    } catch (SqlException none) {
      throw analysis
          .error(
              SqlState.UNDEFINED_FUNCTION,
              "could not identify an ordering operator for type " + type.sqlName(),
              position)
          .with(SqlException.Field.HINT, "Use an explicit ordering operator or modify the query.");
    }
  }

  /** A type by which rows are grouped. */
  static void requireEquality(DataType type, Analysis analysis, Position position) {
    try {
      Operators.resolve("=", type, type);
    } catch (SqlException none) {
      throw analysis.error(
          SqlState.UNDEFINED_FUNCTION,
          "could not identify an equality operator for type " + type.sqlName(),
          position);
    }
  }
}
