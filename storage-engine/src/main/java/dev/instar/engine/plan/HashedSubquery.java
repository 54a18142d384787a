package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression.Subquery;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.evaluation.HashedKeys;
import dev.instar.engine.function.SessionFunctions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code (a, b) IN (SELECT …)}, where the subquery depends on no row around it: its rows are read
 * once in a run, and looked up. With NULLs there are three answers: a row that equals is true, one
 * that may equal, because where it differs there is a NULL, is NULL, and otherwise it is false.
 * Stateless.
 */
final class HashedSubquery implements Evaluator {
  private final Evaluator[] operands;
  private final List<HashedKeys> keys;
  private final PlanNode plan;
  private final int state;

  /**
   * What a run remembers.
   *
   * @param whole the rows without a NULL
   * @param partial those with one
   */
  private record Table(Set<RowKey> whole, Set<RowKey> partial) {}

  private HashedSubquery(Evaluator[] operands, List<HashedKeys> keys, PlanNode plan, int state) {
    this.operands = operands;
    this.keys = keys;
    this.plan = plan;
    this.state = state;
  }

  /** Whether a subquery can be answered so. */
  static boolean answers(Subquery subquery) {
    return subquery.kind() == Subquery.Kind.ANY
        && !subquery.correlated()
        && keys(subquery).stream().allMatch(Optional::isPresent);
  }

  private static List<Optional<HashedKeys>> keys(Subquery subquery) {
    return IntStream.range(0, subquery.operands().size())
        .mapToObj(i -> HashedKeys.of(subquery.operators().get(i), subquery.collations().get(i)))
        .toList();
  }

  /**
   * @param subquery one that can be answered so
   * @param state where a run remembers the rows
   */
  static HashedSubquery of(Subquery subquery, PlanNode plan, int state, Evaluators evaluators) {
    return new HashedSubquery(
        evaluators.array(subquery.operands()),
        keys(subquery).stream().map(Optional::orElseThrow).toList(),
        plan,
        state);
  }

  @Override
  public Object evaluate(Frame frame) {
    Table table = (Table) frame.execution().state(state);
    if (table == null) {
      table = read(frame);
      frame.execution().remember(state, table);
    }
    if (table.whole().isEmpty() && table.partial().isEmpty()) {
      return false;
    }
    SessionFunctions session = frame.context().functions();
    Object[] values = new Object[operands.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = keys.get(i).left(operands[i].evaluate(frame), session);
    }
    RowKey key = new RowKey(values);
    if (key.hasNull()) {
      return mayEqual(key, table.whole()) || mayEqual(key, table.partial()) ? null : (Object) false;
    }
    return table.whole().contains(key)
        ? (Object) true
        : mayEqual(key, table.partial()) ? null : (Object) false;
  }

  private static boolean mayEqual(RowKey key, Set<RowKey> rows) {
    for (RowKey row : rows) {
      if (row.mayEqual(key)) {
        return true;
      }
    }
    return false;
  }

  private Table read(Frame frame) {
    Table table = new Table(new HashSet<>(), new HashSet<>());
    SessionFunctions session = frame.context().functions();
    MemoryBound memory = new MemoryBound();
    try (RowSource rows = plan.open(frame.execution(), frame)) {
      Object[] row;
      while ((row = rows.next()) != null) {
        Object[] values = new Object[operands.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = keys.get(i).right(row[i], session);
        }
        RowKey key = new RowKey(values);
        if ((key.hasNull() ? table.partial() : table.whole()).add(key)) {
          memory.keep(row);
        }
      }
    }
    return table;
  }
}
