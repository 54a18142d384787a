package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.SqlStates;
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
    return SqlStates.connectionLost(e) || e.getSQLState() == null || e.getSQLState().isEmpty();
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
    if (state.equals("55P03") || state.equals("40P01")) {
      return new MigrationException(
          ErrorCode.LOCK_NOT_AVAILABLE,
          message,
          "The source is untouched. End what is in the way, or wait; then resume.",
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
    // A plan that was cached before somebody changed the table is 0A000.
    if (state.startsWith("42") || state.equals("0A000")) {
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

  /** What is told of the slot while no stream is open. */
  static MigrationException translate(ChangeStreamException e) {
    ErrorCode code =
        switch (e.reason()) {
          case DISCONNECTED -> ErrorCode.CONNECTION_LOST;
          case SLOT_BUSY -> ErrorCode.RUNNER_ACTIVE;
          case SLOT_LOST, POSITION_LOST -> ErrorCode.SLOT_LOST;
          case UNAVAILABLE -> ErrorCode.REPLICATION_SLOTS;
          case PROTOCOL -> ErrorCode.INTERNAL;
        };
    return new MigrationException(
        code, String.valueOf(e.getMessage()), "Mend what the message names, then resume.", e);
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
