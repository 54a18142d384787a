package dev.instar.migrator.postgresql.lock;

import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A statement that may run for long, with somebody watching: JDBC alone would not notice that the
 * run is to stop.
 */
public final class WatchedStatement {
  private static final long LOOK_MS = 500;

  private WatchedStatement() {}

  /** Called about twice a second while the statement runs; what it throws cancels the statement. */
  @FunctionalInterface
  public interface Watch {
    void look() throws SQLException;
  }

  /**
   * Runs the statement to its end. When this returns or throws, it runs no more.
   *
   * @throws InterruptedException if this thread was interrupted; the statement was cancelled,
   *     unless it was done already
   */
  public static void execute(Statement statement, String sql, Watch watch)
      throws SQLException, InterruptedException {
    FutureTask<Boolean> task = new FutureTask<>(() -> statement.execute(sql));
    Thread.ofVirtual().name("statement").start(task);
    try {
      while (!done(task)) {
        watch.look();
      }
    } catch (InterruptedException | SQLException | RuntimeException e) {
      end(statement, task, e);
      throw e;
    }
  }

  private static boolean done(FutureTask<Boolean> task) throws SQLException, InterruptedException {
    try {
      task.get(LOOK_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * Cancels the statement if it still runs, and waits for its end; the reason gets what else
   * failed.
   */
  private static void end(Statement statement, FutureTask<Boolean> task, Exception reason) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        statement.cancel();
        task.get(LOOK_MS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (TimeoutException e) {
        // The cancel request overtook the statement, or the server is slow: once more.
      } catch (SQLException e) {
        reason.addSuppressed(e);
        // Without a connection there is nobody to cancel; the statement's own read fails then.
        interrupted |= !awaitQuietly(task);
      } catch (ExecutionException e) {
        if (!SqlStates.of(e).equals(SqlStates.QUERY_CANCELED)) {
          reason.addSuppressed(e);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether this thread was left in peace. */
  private static boolean awaitQuietly(FutureTask<Boolean> task) {
    try {
      task.get(LOOK_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    } catch (TimeoutException | ExecutionException e) {
      // The caller looks whether it is done.
      return true;
    }
  }
}
