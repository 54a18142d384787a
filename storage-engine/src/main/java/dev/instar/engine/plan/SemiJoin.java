package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.evaluation.HashedKeys;
import dev.instar.engine.function.SessionFunctions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows that have a partner among other rows, or have none. The partner's slots are not seen. */
final class SemiJoin extends PlanNode {
  private final PlanNode outerRows;
  private final Inner inner;
  private final boolean anti;

  /**
   * An equality.
   *
   * @param inner over the partner's row
   * @param outer over the partner's row within a frame at the row that asks
   * @param innerFirst whether the inner one is the operator's left operand
   */
  record Pair(Evaluator inner, Evaluator outer, HashedKeys keys, boolean innerFirst) {
    Object ofInner(Frame frame) {
      Object value = inner.evaluate(frame);
      SessionFunctions session = frame.context().functions();
      return innerFirst ? keys.left(value, session) : keys.right(value, session);
    }

    Object ofOuter(Frame frame) {
      Object value = outer.evaluate(frame);
      SessionFunctions session = frame.context().functions();
      return innerFirst ? keys.right(value, session) : keys.left(value, session);
    }
  }

  /**
   * The partners.
   *
   * @param condition what else has to hold, within a frame at the row that asks; null for nothing
   */
  record Inner(PlanNode rows, List<Pair> pairs, Evaluator condition) {}

  SemiJoin(PlanNode outerRows, Inner inner, boolean anti) {
    super(
        outerRows
            .estimate()
            .plus(inner.rows().estimate().total(), outerRows.estimate().rows() * 0.0125)
            .withRows(outerRows.estimate().rows() / 2),
        List.of(outerRows, new HashJoin.Hash(inner.rows())));
    this.outerRows = outerRows;
    this.inner = inner;
    this.anti = anti;
  }

  @Override
  public Description description() {
    return new Description(
            anti ? "Hash Anti Join" : "Hash Semi Join", "Hash Join", List.of(), List.of())
        .fact("Join Type", anti ? "Anti" : "Semi");
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    Frame asking = new Frame(execution, outer);
    Frame partner = new Frame(execution, asking);
    return new Rows.Over(outerRows.open(execution, outer)) {
      private Map<Object, HashJoin.Entry> table;

      @Override
      public Object[] next() {
        if (table == null) {
          table = build(execution, asking, partner);
        }
        Object[] row;
        while ((row = input.next()) != null) {
          if (hasPartner(row, asking, partner, table) != anti) {
            return row;
          }
        }
        return null;
      }
    };
  }

  private Map<Object, HashJoin.Entry> build(Execution execution, Frame asking, Frame partner) {
    Map<Object, HashJoin.Entry> table = new HashMap<>();
    MemoryBound memory = new MemoryBound();
    try (RowSource rows = children().get(1).open(execution, asking)) {
      Object[] row;
      while ((row = rows.next()) != null) {
        partner.at(row);
        Object key = key(partner, true);
        if (key != null && (inner.condition() != null || !table.containsKey(key))) {
          Object[] kept = row;
          memory.keep(kept);
          table.compute(key, (k, chain) -> new HashJoin.Entry(kept, chain));
        }
      }
    }
    return table;
  }

  private Object key(Frame frame, boolean ofInner) {
    Object[] values = new Object[inner.pairs().size()];
    for (int i = 0; i < values.length; i++) {
      Pair pair = inner.pairs().get(i);
      values[i] = ofInner ? pair.ofInner(frame) : pair.ofOuter(frame);
      if (values[i] == null) {
        return null;
      }
    }
    return values.length == 1 ? values[0] : new RowKey(values);
  }

  private boolean hasPartner(
      Object[] row, Frame asking, Frame partner, Map<Object, HashJoin.Entry> table) {
    asking.at(row);
    Object key = key(partner, false);
    HashJoin.Entry entry = key == null ? null : table.get(key);
    if (inner.condition() == null) {
      return entry != null;
    }
    for (; entry != null; entry = entry.following()) {
      if (inner.condition().holds(partner.at(entry.row()))) {
        return true;
      }
    }
    return false;
  }
}
