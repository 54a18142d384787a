package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.statement.StatementContext;

/**
 * A statement with its plan. Used by the threads of one session, one after the other; several runs
 * may be open at once.
 *
 * @param root makes the statement's rows; of a change its sources are {@link ChangeSource}s
 * @param states how many things a run has to remember
 */
public record PlannedStatement(CommandKind kind, PlanNode root, int states) {
  /**
   * Begins a run.
   *
   * @param parameters values of the statement's parameter types
   */
  public RowSource open(StatementContext context, Object[] parameters) {
    return root.open(new Execution(context, parameters, states), null);
  }

  /** What EXPLAIN shows; see {@link Explanation}. */
  public PlanNode explain() {
    return root;
  }
}
