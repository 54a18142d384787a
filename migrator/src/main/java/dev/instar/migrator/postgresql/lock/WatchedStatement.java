package dev.instar.migrator.postgresql.lock;

import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;

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
    watched(() -> statement.execute(sql), statement::cancel, watch);
  }

  /**
   * As {@link #execute}, for work that sends its statements by itself.
   *
   * @param connection the one that the work uses, and nothing else meanwhile
   */
  public static <T> T call(Connection connection, Callable<T> work, Watch watch)
      throws SQLException, InterruptedException {
    PGConnection server = connection.unwrap(PGConnection.class);
    return watched(work, server::cancelQuery, watch);
  }

  /** What asks the server to end a statement. */
  @FunctionalInterface
  private interface Cancel {
    void run() throws SQLException;
  }

  private static <T> T watched(Callable<T> work, Cancel cancel, Watch watch)
      throws SQLException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().name("statement").start(task);
    try {
      while (true) {
        try {
          return task.get(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          watch.look();
        } catch (ExecutionException e) {
          throw failure(e);
        }
      }
    } catch (InterruptedException | SQLException | RuntimeException e) {
      end(cancel, task, e);
      throw e;
    }
  }

  private static RuntimeException failure(ExecutionException e)
      throws SQLException, InterruptedException {
    switch (e.getCause()) {
      case SQLException failure -> throw failure;
      case InterruptedException failure -> throw failure;
      case RuntimeException failure -> throw failure;
      default -> throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Cancels the statement if it still runs, and waits for its end; the reason gets what else
   * failed.
   */
  private static void end(Cancel cancel, FutureTask<?> task, Exception reason) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        cancel.run();
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
  private static boolean awaitQuietly(FutureTask<?> task) {
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
