package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression.Subquery;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.evaluation.Operation;
import dev.instar.engine.type.ArrayValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Subqueries in expressions. One that does not depend on the rows around it is run once in a run of
 * the statement. Stateless.
 */
final class Subqueries {
  /** What was found stands for itself, so that NULL is told from nothing. */
  private record Known(Object value) {}

  private Subqueries() {}

  static Evaluator compile(Subquery subquery, PlanNode plan, int state, Evaluators evaluators) {
    Evaluator evaluator =
        switch (subquery.kind()) {
          case SCALAR -> frame -> scalar(open(plan, frame));
          case EXISTS -> frame -> exists(open(plan, frame));
          case ARRAY -> frame -> array(open(plan, frame));
          case ANY, ALL ->
              HashedSubquery.answers(subquery)
                  ? HashedSubquery.of(subquery, plan, state, evaluators)
                  : quantified(subquery, plan, state, evaluators);
        };
    boolean single = subquery.operands().isEmpty();
    return single && !subquery.correlated() ? once(evaluator, state) : evaluator;
  }

  /** All rows of a query that depends on no row around it, as a list of Object[]. */
  static Evaluator rows(PlanNode plan, int state) {
    return once(frame -> list(open(plan, frame)), state);
  }

  private static List<Object[]> list(RowSource rows) {
    try (rows) {
      List<Object[]> all = new ArrayList<>();
      MemoryBound memory = new MemoryBound();
      Object[] row;
      while ((row = rows.next()) != null) {
        memory.keep(row);
        all.add(row);
      }
      return all;
    }
  }

  private static RowSource open(PlanNode plan, Frame frame) {
    return plan.open(frame.execution(), frame);
  }

  private static Evaluator once(Evaluator evaluator, int state) {
    return frame -> {
      Execution execution = frame.execution();
      Known known = (Known) execution.state(state);
      if (known == null) {
        known = new Known(evaluator.evaluate(frame));
        execution.remember(state, known);
      }
      return known.value();
    };
  }

  private static Object scalar(RowSource rows) {
    try (rows) {
      Object[] row = rows.next();
      if (row == null) {
        return null;
      }
      if (rows.next() != null) {
        throw new SqlException(
            SqlState.CARDINALITY_VIOLATION,
            "more than one row returned by a subquery used as an expression");
      }
      return row[0];
    }
  }

  private static Object exists(RowSource rows) {
    try (rows) {
      return rows.next() != null;
    }
  }

  private static Object array(RowSource rows) {
    try (rows) {
      List<Object> values = new ArrayList<>();
      MemoryBound memory = new MemoryBound();
      Object[] row;
      while ((row = rows.next()) != null) {
        memory.keep(row);
        values.add(row[0]);
      }
      return ArrayValue.of(values);
    }
  }

  private static Evaluator quantified(
      Subquery subquery, PlanNode plan, int state, Evaluators evaluators) {
    boolean all = subquery.kind() == Subquery.Kind.ALL;
    Evaluator[] operands = evaluators.array(subquery.operands());
    Operation[] operations =
        IntStream.range(0, operands.length)
            .mapToObj(i -> new Operation(subquery.operators().get(i), subquery.collations().get(i)))
            .toArray(Operation[]::new);
    return frame -> {
      Object[] values = new Object[operands.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = operands[i].evaluate(frame);
      }
      RowSource rows = subquery.correlated() ? open(plan, frame) : kept(plan, state, frame).read();
      return test(rows, values, operations, all, frame);
    };
  }

  private static CommonRows kept(PlanNode plan, int state, Frame frame) {
    CommonRows rows = (CommonRows) frame.execution().state(state);
    if (rows == null) {
      rows = new CommonRows(open(plan, frame));
      rows.finish();
      frame.execution().remember(state, rows);
    }
    return rows;
  }

  private static Object test(
      RowSource rows, Object[] values, Operation[] operations, boolean all, Frame frame) {
    try (rows) {
      Object result = all;
      Object[] row;
      while ((row = rows.next()) != null) {
        Object holds = true;
        for (int i = 0; i < operations.length; i++) {
          Object one = operations[i].apply(values[i], row[i], frame);
          if (one == null) {
            holds = null;
          } else if (!(Boolean) one) {
            holds = false;
            break;
          }
        }
        if (holds == null) {
          result = null;
        } else if ((Boolean) holds != all) {
          return !all;
        }
      }
      return result;
    }
  }
}
