package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Slot;
import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.OrderKey;
import dev.instar.engine.sql.Query;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ORDER BY of what has no sources of its own: UNION and its kind, VALUES. */
final class ResultOrder {
  private final Analysis analysis;

  ResultOrder(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The outputs as slots of a row. */
  static List<BoundExpression> slots(List<Output> outputs) {
    List<BoundExpression> slots = new ArrayList<>(outputs.size());
    for (Output output : outputs) {
      slots.add(
          new Slot(
              slots.size(), output.type(), output.modifier(), output.collation(), output.name()));
    }
    return slots;
  }

  /** Of UNION and its kind: only columns of the result can be named. */
  List<SortKey> ofUnion(Query query, List<Output> outputs) {
    List<BoundExpression> slots = slots(outputs);
    List<SortKey> keys = new ArrayList<>(query.orderBy().size());
    for (OrderKey key : query.orderBy()) {
      int place = place(key.expression(), outputs);
      keys.add(SortKeys.of(place, slots.get(place), key, analysis));
    }
    return keys;
  }

  private int place(Expression key, List<Output> outputs) {
    if (key instanceof Expression.Literal literal
        && literal.kind() == Expression.Literal.Kind.NUMBER
        && Literals.isInteger(literal.text())) {
      BigInteger number = Literals.integer(literal.text());
      if (number.signum() <= 0 || number.compareTo(BigInteger.valueOf(outputs.size())) > 0) {
        throw analysis.error(
            SqlState.INVALID_COLUMN_REFERENCE,
            "ORDER BY position " + number + " is not in select list",
            key.position());
      }
      return number.intValueExact() - 1;
    }
    if (key instanceof Expression.ColumnReference column && column.parts().size() == 1) {
      for (int i = 0; i < outputs.size(); i++) {
        if (outputs.get(i).name().equals(column.parts().getFirst())) {
          return i;
        }
      }
      throw analysis.error(
          SqlState.UNDEFINED_COLUMN,
          "column \"" + column.parts().getFirst() + "\" does not exist",
          key.position());
    }
    throw analysis
        .error(
            SqlState.FEATURE_NOT_SUPPORTED,
            "invalid UNION/INTERSECT/EXCEPT ORDER BY clause",
            ExpressionAnalyzer.start(key))
        .with(
            SqlException.Field.DETAIL,
            "Only result column names can be used, not expressions or functions.")
        .with(
            SqlException.Field.HINT,
            "Add the expression/function to every SELECT, or move the UNION into a FROM clause.");
  }

  /** Of VALUES: over its rows as a source, so that expressions are possible. */
  BoundQuery ofValues(BoundQuery values, Query query, Environment environment) {
    List<Output> outputs = values.outputs();
    List<ScopeEntry.ScopeColumn> columns = new ArrayList<>();
    List<BoundExpression> targets = slots(outputs);
    for (int i = 0; i < outputs.size(); i++) {
      columns.add(
          new ScopeEntry.ScopeColumn(outputs.get(i).name(), targets.get(i), 0, 0, List.of()));
    }
    Scope scope = Scope.within(environment.outer());
    scope.add(
        new ScopeEntry(
            Optional.of("*VALUES*"),
            Optional.empty(),
            Optional.empty(),
            columns,
            Optional.empty(),
            true,
            true,
            false));
    ExpressionAnalyzer expressions = new ExpressionAnalyzer(environment, scope, Clause.ORDER_BY);
    List<SortKey> keys = new ArrayList<>();
    for (OrderKey key : query.orderBy()) {
      boolean ordinal = key.expression() instanceof Expression.Literal;
      BoundExpression value =
          ordinal
              ? targets.get(place(key.expression(), outputs))
              : expressions.settled(key.expression());
      int place = targets.indexOf(value);
      if (place < 0) {
        place = targets.size();
        targets.add(value);
      }
      keys.add(SortKeys.of(place, value, key, analysis));
    }
    BoundQuery around = QueryAnalyzer.around(values, targets, outputs);
    return new BoundQuery(
        List.of(),
        around.body(),
        keys,
        Optional.empty(),
        query.withTies(),
        Optional.empty(),
        List.of(),
        outputs);
  }
}
