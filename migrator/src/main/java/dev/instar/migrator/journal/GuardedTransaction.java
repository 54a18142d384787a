package dev.instar.migrator.journal;

import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;

/** A short transaction under the epoch's guard (I10), on a session of its caller. Stateless. */
public final class GuardedTransaction {
  private GuardedTransaction() {}

  /** What is done in it. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }

  /**
   * Runs the work and commits. When it throws, the work is rolled back, unless the connection was
   * lost: then the outcome is unknown.
   *
   * @param connection in autocommit mode, and so again afterwards
   */
  public static <T> T run(Connection connection, long migration, long epoch, Work<T> work)
      throws SQLException {
    boolean open = true;
    boolean broken = false;
    connection.setAutoCommit(false);
    try {
      EpochGuard.check(connection, migration, epoch);
      T result = work.run();
      connection.commit();
      open = false;
      return result;
    } catch (SQLException | RuntimeException e) {
      broken = SqlStates.connectionLost(e);
      throw e;
    } finally {
      if (!broken && !connection.isClosed()) {
        if (open) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    }
  }
}
