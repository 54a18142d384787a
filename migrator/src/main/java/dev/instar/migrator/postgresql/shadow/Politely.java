package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.postgresql.lock.PoliteTransaction;
import dev.instar.migrator.postgresql.lock.WatchedStatement;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a rebuild does to the table and its objects before and after the pipeline, as a {@link
 * PoliteTransaction} under the epoch's guard (I10). Stateless.
 */
final class Politely {
  private Politely() {}

  /**
   * Runs a transaction that takes these locks, and tries again for as long as the user's patience
   * lasts.
   *
   * @param connection in autocommit mode, and so again afterwards
   */
  static void run(
      Connection connection,
      StepContext context,
      List<LockClaim> claims,
      PoliteTransaction.Body under)
      throws SQLException, InterruptedException {
    PoliteTransaction.of(context, Ticker.SYSTEM, RandomGenerator.getDefault())
        .run(
            connection,
            new PoliteTransaction.Request(
                claims,
                false,
                session ->
                    EpochGuard.check(session.connection(), context.migration(), context.epoch()),
                under));
  }

  /**
   * Takes ACCESS SHARE on a table, if there is one of that name, in the connection's transaction.
   * Nobody waits behind a request for it, so it is waited for as long as the user's patience lasts,
   * and no longer than until the run is to stop.
   */
  static void awaitReadable(Connection connection, StepContext context, TableName table)
      throws SQLException, InterruptedException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT FROM pg_class WHERE oid = to_regclass(?) AND relkind IN ('r', 'p')")) {
      select.setString(1, table.quoted());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return;
        }
      }
    }
    try (Statement lock = connection.createStatement()) {
      lock.execute(
          "SET LOCAL lock_timeout = " + Math.max(1, context.options().lockPatience().toMillis()));
      WatchedStatement.execute(
          lock,
          "LOCK TABLE ONLY " + table.quoted() + " IN ACCESS SHARE MODE",
          context.control()::check);
    }
  }
}
