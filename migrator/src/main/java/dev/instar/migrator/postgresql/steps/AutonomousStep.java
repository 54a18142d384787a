package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.StepAction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement that cannot run in a transaction: run again unless it has been done. */
final class AutonomousStep {
  private AutonomousStep() {}

  static void execute(StepContext context, StepAction.Autonomous action)
      throws InterruptedException {
    try (Autonomous session = new Autonomous(context)) {
      if (action.done().isPresent() && holds(session.observer(), action.done().get())) {
        return;
      }
      session.execute(action.statement(), (observer, pid) -> {});
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  private static boolean holds(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
