package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.ShadowRow;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Drops the table that a swap has retained, and what the rebuild still has in the state tables. The
 * table is known by its oid: never is one dropped because of its name. Without CASCADE: what
 * somebody has hung on it since is theirs to remove.
 */
final class DropRetainedStep {
  private DropRetainedStep() {}

  static void execute(StepContext context, StepAction.DropRetained action, ExecuteStep execute)
      throws InterruptedException {
    try (Connection connection = context.sessions().open("step")) {
      Optional<ShadowRow> row =
          Journal.on(connection).shadows().find(context.migration(), action.rebuildStep());
      if (row.isEmpty()) {
        throw new MigrationException(
            ErrorCode.FOREIGN_CHANGE,
            "nothing is known of what step %s retained of %s"
                .formatted(action.rebuildStep(), action.table()),
            "Look for it in the schemas named instar_old_…, and drop it by hand.");
      }
      drop(context, execute, row.get(), current(connection, row.get()));
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  private static void drop(
      StepContext context, ExecuteStep execute, ShadowRow row, Optional<TableName> retained)
      throws InterruptedException {
    boolean elsewhere =
        retained.isPresent() && !retained.get().schema().equals(row.retainedSchema());
    if (elsewhere || !row.swapped()) {
      throw new MigrationException(
          ErrorCode.FOREIGN_CHANGE,
          "the old table of %s is not where step %s left it, but at %s"
              .formatted(
                  row.source(), row.stepId(), retained.map(TableName::toString).orElse("nowhere")),
          "Nothing was dropped. Look at it before you go on.");
    }
    List<LockClaim> claims =
        retained.map(table -> new LockClaim(table, LockMode.ACCESS_EXCLUSIVE)).stream().toList();
    execute.execute(
        context,
        claims,
        List.of(),
        session -> {
          if (retained.isPresent()) {
            session.execute("DROP TABLE " + retained.get().quoted());
          }
          for (String schema : List.of(row.retainedSchema(), row.shadowSchema())) {
            session.execute("DROP SCHEMA IF EXISTS " + Identifiers.quote(schema));
          }
          Journal.on(session.connection()).shadows().delete(context.migration(), row.stepId());
        });
  }

  /** The retained table by the name it has now; empty if somebody has dropped it. */
  private static Optional<TableName> current(Connection connection, ShadowRow row)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.oid::bigint = ?")) {
      select.setLong(1, row.sourceOid());
      try (ResultSet found = select.executeQuery()) {
        return found.next()
            ? Optional.of(new TableName(found.getString(1), found.getString(2)))
            : Optional.empty();
      }
    }
  }
}
