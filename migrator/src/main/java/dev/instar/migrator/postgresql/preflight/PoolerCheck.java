package dev.instar.migrator.postgresql.preflight;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

/**
 * A pooler that hands out a server per transaction loses locks, settings and prepared statements
 * between them. With two clients it shows: what one has just let go, the other is given.
 */
final class PoolerCheck {
  private PoolerCheck() {}

  static void run(Supplier<Connection> open, String timeZone, Outcome outcome) throws SQLException {
    try (Connection one = open.get();
        Connection other = open.get()) {
      String pid = ask(one, "SELECT pg_catalog.pg_backend_pid()");
      other.setAutoCommit(false);
      String otherPid = ask(other, "SELECT pg_catalog.pg_backend_pid()");
      // While the other client's transaction is open, a shared server is taken.
      String again = ask(one, "SELECT pg_catalog.pg_backend_pid()");
      other.rollback();
      if (pid.equals(otherPid) || !pid.equals(again)) {
        outcome.problem(problem("transactions of one session run on different servers", null));
        return;
      }
      String settings =
          ask(
              one,
              "SELECT concat_ws(', ', array_to_string(current_schemas(false), ' '),"
                  + " current_setting('row_security'), current_setting('TimeZone'))");
      String expected = "pg_catalog, off, " + timeZone;
      if (!settings.equals(expected)) {
        outcome.problem(
            problem("the settings of a session are lost: " + settings + " for " + expected, null));
      }
    }
  }

  static MigrationException problem(String why, MigrationException cause) {
    return new MigrationException(
        ErrorCode.POOLER,
        "there is a pooler between Instar and the server, and " + why,
        "Connect to the server itself, or to a pool in session mode.",
        cause);
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
