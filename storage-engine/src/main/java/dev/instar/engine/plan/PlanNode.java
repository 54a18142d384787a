package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/**
 * A node of a plan. Immutable; what belongs to one run stands in the {@link RowSource}s that it
 * opens and in the run's {@link Execution}.
 */
public abstract class PlanNode {
  private final Estimate estimate;
  private final List<PlanNode> children;

  protected PlanNode(Estimate estimate, List<PlanNode> children) {
    this.estimate = estimate;
    this.children = List.copyOf(children);
  }

  public final Estimate estimate() {
    return estimate;
  }

  /** Where it gets its rows from, in the order in which EXPLAIN shows them. */
  public final List<PlanNode> children() {
    return children;
  }

  public abstract Description description();

  /**
   * Begins to make rows. A node may be opened many times in a run, with other rows around it.
   *
   * @param outer the frame of the query that encloses this one; null for none
   */
  public final RowSource open(Execution execution, Frame outer) {
    Instruments instruments = Instruments.of(execution);
    return instruments == null
        ? run(execution, outer)
        : instruments.measure(this, () -> run(execution, outer));
  }

  protected abstract RowSource run(Execution execution, Frame outer);
}
