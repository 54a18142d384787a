package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.sql.Connection;
import java.sql.SQLException;

/** What the server's errors mean for the pipeline. */
final class SqlFailures {
  private SqlFailures() {}

  /** A unique index or an exclusion constraint refused a row. */
  static boolean isCollision(SQLException e) {
    return "23505".equals(e.getSQLState()) || "23P01".equals(e.getSQLState());
  }

  /** Rolled back for certain, for a reason that passes: deadlock, serialization, lock timeout. */
  static boolean isTransient(SQLException e) {
    return switch (e.getSQLState() == null ? "" : e.getSQLState()) {
      case "40P01", "40001", "55P03", "23505", "23P01" -> true;
      default -> false;
    };
  }

  /** The connection is gone, and with it what is known of the transaction that was under way. */
  static boolean isConnectionLost(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("08")
        || state.equals("57P01")
        || state.equals("57P02")
        || state.equals("57P03")
        || state.isEmpty();
  }

  static MigrationException translate(String doing, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String message = "while " + doing + ": " + e.getMessage();
    if (isConnectionLost(e)) {
      return new MigrationException(
          ErrorCode.CONNECTION_LOST, message, "The source is untouched. Resume the migration.", e);
    }
    if (state.startsWith("22") || state.startsWith("23")) {
      return new MigrationException(
          ErrorCode.DATA_CONFLICT,
          message,
          "A row does not fit the new shape. The source is untouched: mend the row and resume, or"
              + " run `instar abort`.",
          e);
    }
    if (state.equals("42501")) {
      return new MigrationException(
          ErrorCode.PRIVILEGE, message, "Grant what the message names, then resume.", e);
    }
    if (state.startsWith("53")) {
      return new MigrationException(
          ErrorCode.DISK_SPACE,
          message,
          "The server is short of a resource. The source is untouched: make room and resume, or run"
              + " `instar abort`.",
          e);
    }
    if (state.startsWith("42")) {
      return new MigrationException(
          ErrorCode.FOREIGN_CHANGE,
          message,
          "Somebody may have changed the schema meanwhile. The source is untouched by Instar. Run"
              + " `instar abort`, then plan again.",
          e);
    }
    return new MigrationException(
        ErrorCode.INTERNAL,
        message + " (SQLSTATE " + state + ")",
        "The source is untouched. Resume the migration, or run `instar abort`.",
        e);
  }

  static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Back to autocommit. On a broken connection the next statement says so. */
  static void autoCommit(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(true);
    }
  }

  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing was open in it; the server ends a session whose client is gone.
    }
  }
}
