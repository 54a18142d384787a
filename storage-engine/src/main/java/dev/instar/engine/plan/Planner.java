package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.statement.StatementContext;

/** Makes plans. Thread-safe. */
public final class Planner {
  private final ChangePlanner changes;

  public Planner(ChangePlanner changes) {
    this.changes = changes;
  }

  /**
   * Plans a statement; nothing of it runs yet.
   *
   * @throws dev.instar.engine.error.SqlException 0A000 for what cannot be planned
   */
  public PlannedStatement plan(BoundStatement statement, StatementContext context) {
    Planning planning = new Planning(changes, context);
    PlanNode root = planning.statement(statement);
    CommandKind kind =
        switch (statement) {
          case BoundStatement.Select select -> CommandKind.SELECT;
          case BoundStatement.Insert insert -> CommandKind.INSERT;
          case BoundStatement.Update update -> CommandKind.UPDATE;
          case BoundStatement.Delete delete -> CommandKind.DELETE;
        };
    return new PlannedStatement(
        kind, root, planning.states(), planning.subplans(), planning.tables());
  }
}
