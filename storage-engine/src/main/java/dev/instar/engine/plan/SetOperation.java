package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.sql.QueryBody.SetOperation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** INTERSECT and EXCEPT: the left side's rows, as often as the right side has them or has not. */
final class SetOperation extends PlanNode {
  private final Kind kind;
  private final boolean all;
  private final PlanNode left;
  private final PlanNode right;
  private final Distinct.SlotKeys keys;

  SetOperation(Kind kind, boolean all, PlanNode left, PlanNode right, Distinct.SlotKeys keys) {
    super(
        new Estimate(
            left.estimate().total() + right.estimate().total(),
            left.estimate().total() + right.estimate().total() + left.estimate().rows() * 0.01,
            left.estimate().rows(),
            left.estimate().width()),
        List.of(left, right));
    this.kind = kind;
    this.all = all;
    this.left = left;
    this.right = right;
    this.keys = keys;
  }

  @Override
  public Description description() {
    String command = (kind == Kind.INTERSECT ? "Intersect" : "Except") + (all ? " All" : "");
    return new Description("HashSetOp " + command, "SetOp", List.of(), List.of())
        .fact("Strategy", "Hashed")
        .fact("Command", command);
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    Map<Object, Long> counts = new HashMap<>();
    MemoryBound memory = new MemoryBound();
    try (RowSource other = right.open(execution, outer)) {
      Object[] row;
      while ((row = other.next()) != null) {
        if (counts.merge(keys.of(row), 1L, Long::sum) == 1) {
          memory.keep(row);
        }
      }
    }
    return new Rows.Over(left.open(execution, outer)) {
      @Override
      public Object[] next() {
        Object[] row;
        while ((row = input.next()) != null) {
          Object key = keys.of(row);
          Long found = counts.get(key);
          if (kind == Kind.INTERSECT ? intersects(key, found) : remains(key, found)) {
            return row;
          }
        }
        return null;
      }

      private boolean intersects(Object key, Long found) {
        if (found == null || found == 0) {
          return false;
        }
        counts.put(key, all ? found - 1 : 0);
        return true;
      }

      private boolean remains(Object key, Long found) {
        if (found == null) {
          if (!all) {
            counts.put(key, 0L);
            memory.keep(new Object[] {key});
          }
          return true;
        }
        if (all && found > 0) {
          counts.put(key, found - 1);
          return false;
        }
        return all;
      }
    };
  }
}
