package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.ArrayList;
import java.util.List;

/** Each row of one side with each row of the other, which is read once and kept. */
final class NestedLoop extends PlanNode {
  private final PlanNode left;
  private final PlanNode right;
  private final SlotRanges rightSlots;
  private final boolean keepsLeft;
  private final Evaluator condition;
  private final String text;

  /**
   * @param keepsLeft whether a row of the left side without a partner comes too
   * @param condition null for none
   */
  NestedLoop(
      Estimate estimate,
      PlanNode left,
      PlanNode right,
      SlotRanges rightSlots,
      boolean keepsLeft,
      Evaluator condition,
      String text) {
    super(estimate, List.of(left, new Materialize(right)));
    this.left = left;
    this.right = children().get(1);
    this.rightSlots = rightSlots;
    this.keepsLeft = keepsLeft;
    this.condition = condition;
    this.text = text;
  }

  @Override
  public Description description() {
    Description join =
        new Description(
                keepsLeft ? "Nested Loop Left Join" : "Nested Loop",
                "Nested Loop",
                List.of(),
                List.of())
            .fact("Join Type", keepsLeft ? "Left" : "Inner");
    return condition == null ? join : join.detail("Join Filter", text);
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new Loop(left.open(execution, outer), right.open(execution, outer), execution, outer);
  }

  /** Shown in plans; the loop itself keeps the rows. */
  private static final class Materialize extends PlanNode {
    private final PlanNode input;

    Materialize(PlanNode input) {
      super(input.estimate(), List.of(input));
      this.input = input;
    }

    @Override
    public Description description() {
      return Description.of("Materialize");
    }

    @Override
    protected RowSource run(Execution execution, Frame outer) {
      return input.open(execution, outer);
    }
  }

  private final class Loop extends Rows.Over {
    private final RowSource rightInput;
    private final Frame frame;
    private final List<Object[]> kept = new ArrayList<>();
    private final MemoryBound memory = new MemoryBound();
    private boolean complete;
    private Object[] row;
    private int next;
    private boolean matched;

    Loop(RowSource left, RowSource right, Execution execution, Frame outer) {
      super(left);
      this.rightInput = right;
      this.frame = new Frame(execution, outer);
    }

    @Override
    public Object[] next() {
      while (true) {
        if (row == null) {
          row = input.next();
          if (row == null) {
            return null;
          }
          frame.context().checkInterrupts();
          next = 0;
          matched = false;
        }
        while (next < kept.size() || advance()) {
          Object[] joined = rightSlots.merge(row, kept.get(next++));
          if (condition == null || condition.holds(frame.at(joined))) {
            matched = true;
            return joined;
          }
        }
        Object[] alone = row;
        row = null;
        if (keepsLeft && !matched) {
          return alone;
        }
      }
    }

    private boolean advance() {
      if (complete) {
        return false;
      }
      Object[] more = rightInput.next();
      if (more == null) {
        complete = true;
        return false;
      }
      memory.keep(more);
      kept.add(more);
      return true;
    }

    @Override
    public void close() {
      super.close();
      rightInput.close();
    }
  }
}
