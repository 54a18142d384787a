package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.postgresql.lock.Blocker;
import dev.instar.migrator.postgresql.lock.Blockers;
import dev.instar.migrator.postgresql.lock.WatchedStatement;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Statements that cannot run in a transaction, such as CREATE INDEX CONCURRENTLY. They take SHARE
 * UPDATE EXCLUSIVE, behind which nobody who reads or writes queues, and wait for every older
 * transaction: so they may wait for as long as the user's patience lasts, and say for whom.
 */
final class Autonomous implements AutoCloseable {
  private final StepContext context;
  private final Connection connection;
  private final Connection observer;
  private List<Blocker> waitedFor = List.of();

  Autonomous(StepContext context) {
    this.context = context;
    this.connection = context.sessions().openForScript("step");
    this.observer = context.sessions().open("observer");
  }

  /** Looks at the server while the statement runs. */
  @FunctionalInterface
  interface Look {
    void at(Connection observer, int pid) throws SQLException;
  }

  /** A second session, for looking. */
  Connection observer() {
    return observer;
  }

  /**
   * Runs the statement.
   *
   * @throws MigrationException with LOCK_NOT_AVAILABLE when the patience is over
   */
  void execute(String sql, Look look) throws SQLException, InterruptedException {
    try {
      run(sql, context.options().lockPatience(), look);
    } catch (SQLException e) {
      if (SqlStates.of(e).equals(SqlStates.LOCK_NOT_AVAILABLE)) {
        throw notAvailable(e);
      }
      throw e;
    }
  }

  /**
   * Runs a statement behind which readers or writers may queue: it waits for the budget at most.
   *
   * @param patient whether there may be another attempt
   * @return whether it had its locks
   * @throws MigrationException with LOCK_NOT_AVAILABLE when it had not, and this was the last one
   */
  boolean attempt(String sql, boolean patient) throws SQLException, InterruptedException {
    try {
      run(sql, context.options().lockBudget(), (observer, pid) -> {});
      return true;
    } catch (SQLException e) {
      if (!SqlStates.of(e).equals(SqlStates.LOCK_NOT_AVAILABLE)) {
        throw e;
      }
      waitedFor = Blockers.of(context.step().locks(), observer);
      if (!patient) {
        throw notAvailable(e);
      }
      return false;
    }
  }

  private void run(String sql, Duration timeout, Look look)
      throws SQLException, InterruptedException {
    context.control().check();
    int pid = connection.unwrap(PGConnection.class).getBackendPID();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = " + Math.max(1, timeout.toMillis()));
      WatchedStatement.execute(
          statement,
          sql,
          () -> {
            context.control().check();
            reportWaiting(pid);
            look.at(observer, pid);
          });
    }
  }

  private MigrationException notAvailable(SQLException cause) {
    return new MigrationException(
        ErrorCode.LOCK_NOT_AVAILABLE,
        "step %s waited for %d s%s"
            .formatted(
                context.step().id(),
                context.options().lockPatience().toSeconds(),
                waitedFor.isEmpty() ? "" : ": held up by " + describe(waitedFor)),
        "Wait until it has ended, or end it with pg_terminate_backend; then run 'instar resume'.",
        cause);
  }

  /** Names who is being waited for, when that changes. */
  private void reportWaiting(int pid) throws SQLException {
    List<Blocker> now = Blockers.waitedForBy(observer, pid);
    boolean changed =
        !now.stream()
            .map(Blocker::pid)
            .toList()
            .equals(waitedFor.stream().map(Blocker::pid).toList());
    if (changed && !now.isEmpty()) {
      context
          .progress()
          .report(
              new ProgressEvent.Notice(
                  "step %s waits for transactions older than itself: %s"
                      .formatted(context.step().id(), describe(now))));
    }
    if (!now.isEmpty()) {
      waitedFor = now;
    }
  }

  private static String describe(List<Blocker> blockers) {
    return blockers.stream().map(Blocker::describe).collect(Collectors.joining("; "));
  }

  @Override
  public void close() throws SQLException {
    try (observer) {
      connection.close();
    }
  }
}
