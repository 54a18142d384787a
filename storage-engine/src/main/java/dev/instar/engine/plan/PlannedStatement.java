package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.statement.StatementContext;
import java.util.List;

/**
 * A statement with its plan. Used by the threads of one session, one after the other; several runs
 * may be open at once.
 */
public final class PlannedStatement {
  private final CommandKind kind;
  private final PlanNode root;
  private final int states;
  private final List<Subplan> subplans;
  private final List<PlannedTable> tables;

  PlannedStatement(
      CommandKind kind,
      PlanNode root,
      int states,
      List<Subplan> subplans,
      List<PlannedTable> tables) {
    this.tables = List.copyOf(tables);
    this.kind = kind;
    this.root = root;
    this.states = states;
    this.subplans = List.copyOf(subplans);
  }

  public CommandKind kind() {
    return kind;
  }

  /** Makes the statement's rows; of a change its sources are {@link ChangeSource}s. */
  public PlanNode root() {
    return root;
  }

  /** How many things a run has to remember. */
  int states() {
    return states;
  }

  List<Subplan> subplans() {
    return subplans;
  }

  /** Whether its tables are no longer what it was made for: then another plan may be better. */
  public boolean isOutgrown() {
    for (PlannedTable table : tables) {
      if (table.isOutgrown()) {
        return true;
      }
    }
    return false;
  }

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
