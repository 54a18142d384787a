package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;

/** DROP INDEX CONCURRENTLY, and what takes it back. */
final class DropIndexStep {
  private DropIndexStep() {}

  static void execute(StepContext context, StepAction.DropIndex action)
      throws InterruptedException {
    try (Autonomous session = new Autonomous(context)) {
      if (IndexState.of(session.observer(), action.index()) != IndexState.ABSENT) {
        session.execute(action.statement(), DropIndexStep::nothing);
      }
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  /** Builds the index again; one that the drop has left half dead is dropped first. */
  static void undo(StepContext context, StepAction.DropIndex action, String create)
      throws InterruptedException {
    try (Autonomous session = new Autonomous(context)) {
      switch (IndexState.of(session.observer(), action.index())) {
        case VALID, BUILDING -> {
          return;
        }
        case INVALID -> drop(session, action.index());
        case ABSENT -> {
          // As the drop has left it.
        }
      }
      session.execute(create, DropIndexStep::nothing);
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  static void drop(Autonomous session, TableName index) throws SQLException, InterruptedException {
    session.execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.quoted(), DropIndexStep::nothing);
  }

  private static void nothing(Connection observer, int pid) {}
}
