package dev.instar.changelog.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Invariant I1: tells when every snapshot taken from now on sees a transaction.
 *
 * <p>A commit is in the log, and in the stream, before it is taken off the list of running
 * transactions: with a synchronous standby that is slow, long before. Only the server's snapshots
 * tell; log positions do not.
 *
 * <p>One answer serves many: a transaction that an earlier image saw needs no question, so what has
 * queued up behind one that waited passes with it. Used by the polling thread only.
 */
final class VisibilityGate {
  private static final String QUESTION = "SELECT pg_catalog.pg_current_snapshot()::text";

  /** Long enough for one question to serve many transactions of a busy server. */
  private static final Duration PAUSE_FIRST = Duration.ofMillis(2);

  private static final Duration PAUSE_LONGEST = Duration.ofMillis(50);

  private final Connection connection;
  private SnapshotImage image;
  private long pauseNanos = PAUSE_FIRST.toNanos();
  private long nextQuestionNanos = System.nanoTime();

  /** An ordinary connection in autocommit mode, so that every question takes a new snapshot. */
  VisibilityGate(Connection connection) throws SQLException {
    this.connection = connection;
    this.image = look();
  }

  /**
   * Waits until transaction {@code xid}, which has committed, is visible. Asks at once after a
   * silence, otherwise 2 ms after the question before, and at growing distances of up to 50 ms
   * while the answer stays the same.
   *
   * @param deadlineNanos when to give up, on the clock of {@link System#nanoTime}
   * @return whether it is visible
   */
  boolean awaitVisible(int xid, long deadlineNanos) throws SQLException, InterruptedException {
    while (!image.sees(image.extend(xid))) {
      long now = System.nanoTime();
      long wait = nextQuestionNanos - now;
      if (wait > 0) {
        long left = deadlineNanos - now;
        if (left <= 0) {
          return false;
        }
        Thread.sleep(Duration.ofNanos(Math.min(wait, left)));
        continue;
      }
      image = look();
      nextQuestionNanos = System.nanoTime() + pauseNanos;
      pauseNanos = Math.min(2 * pauseNanos, PAUSE_LONGEST.toNanos());
    }
    pauseNanos = PAUSE_FIRST.toNanos();
    return true;
  }

  private SnapshotImage look() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(QUESTION)) {
      result.next();
      return SnapshotImage.parse(result.getString(1));
    }
  }
}
