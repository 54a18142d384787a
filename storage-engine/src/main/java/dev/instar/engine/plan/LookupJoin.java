package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/**
 * A nested loop whose inner side is opened anew around each row of the outer side: an index is
 * looked into, or a function called, with what that row has. The inner side tests all conditions of
 * the join itself.
 */
final class LookupJoin extends PlanNode {
  private final PlanNode left;
  private final ScanNode right;
  private final boolean keepsLeft;

  /**
   * @param keepsLeft whether a row of the left side without a partner comes too
   */
  LookupJoin(Estimate estimate, PlanNode left, ScanNode right, boolean keepsLeft) {
    super(estimate, List.of(left, right));
    this.left = left;
    this.right = right;
    this.keepsLeft = keepsLeft;
  }

  @Override
  public Description description() {
    return new Description(
            keepsLeft ? "Nested Loop Left Join" : "Nested Loop",
            "Nested Loop",
            List.of(),
            List.of())
        .fact("Join Type", keepsLeft ? "Left" : "Inner");
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new Loop(left.open(execution, outer), execution, outer);
  }

  private final class Loop extends Rows.Over {
    private final Execution execution;
    private final Frame outer;
    private Object[] row;
    private RowSource inner;
    private boolean matched;

    Loop(RowSource left, Execution execution, Frame outer) {
      super(left);
      this.execution = execution;
      this.outer = outer;
    }

    @Override
    public Object[] next() {
      while (true) {
        if (inner == null) {
          row = input.next();
          if (row == null) {
            return null;
          }
          matched = false;
          inner = right.openAround(execution, outer, row);
        }
        Object[] joined = inner.next();
        if (joined != null) {
          matched = true;
          return joined;
        }
        inner.close();
        inner = null;
        if (keepsLeft && !matched) {
          return row;
        }
      }
    }

    @Override
    public void close() {
      super.close();
      if (inner != null) {
        inner.close();
        inner = null;
      }
    }
  }
}
