package dev.instar.migrator.postgresql.session;

import dev.instar.migrator.error.MigrationException;
import java.sql.SQLException;

/**
 * What kind of failure an exception is, by the SQLSTATE of the first SQLException among its causes.
 * Source: PostgreSQL's documentation, appendix A.
 */
public final class SqlStates {
  public static final String DEADLOCK_DETECTED = "40P01";
  public static final String LOCK_NOT_AVAILABLE = "55P03";
  public static final String QUERY_CANCELED = "57014";
  public static final String UNIQUE_VIOLATION = "23505";
  public static final String INSUFFICIENT_PRIVILEGE = "42501";
  public static final String UNDEFINED_TABLE = "42P01";

  private static final String CONNECTION_CLASS = "08";
  private static final String ADMIN_SHUTDOWN = "57P01";
  private static final String CRASH_SHUTDOWN = "57P02";
  private static final String CANNOT_CONNECT_NOW = "57P03";

  // The server's own limits end the session.
  private static final String IDLE_SESSION_TIMEOUT = "57P05";
  private static final String IDLE_IN_TRANSACTION_TIMEOUT = "25P03";
  private static final String TRANSACTION_TIMEOUT = "25P04";

  private SqlStates() {}

  /** The SQLSTATE; empty if no SQLException is among the causes, or it has none. */
  public static String of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException e && e.getSQLState() != null) {
        return e.getSQLState();
      }
    }
    return "";
  }

  /**
   * Whether the session is gone or could not be had, and another attempt may get one. If it broke
   * around a commit, the outcome is unknown (I10).
   *
   * <p>An error of ours is what its code says. A lost connection may be what it came from (a slot
   * that the server gives up takes its reader's connection with it), and mends nothing then; only
   * where the code leaves it open is the cause asked.
   */
  public static boolean connectionLost(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof MigrationException e) {
        switch (e.code()) {
          case CONNECTION_LOST, UNREACHABLE -> {
            return !of(failure).equals("3D000");
          }
          case OUTCOME_UNKNOWN -> {
            return true;
          }
          case INTERNAL -> {
            // Its cause may still tell.
          }
          default -> {
            return false;
          }
        }
      }
    }
    String state = of(failure);
    return state.startsWith(CONNECTION_CLASS)
        || state.equals(ADMIN_SHUTDOWN)
        || state.equals(CRASH_SHUTDOWN)
        || state.equals(CANNOT_CONNECT_NOW)
        || state.equals(IDLE_SESSION_TIMEOUT)
        || state.equals(IDLE_IN_TRANSACTION_TIMEOUT)
        || state.equals(TRANSACTION_TIMEOUT);
  }
}
