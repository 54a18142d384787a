package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The second half of I1. A transaction that wrote to the source before the slot existed is not in
 * the stream, and the first snapshots of the copy may not see it either. So copying begins only
 * when every transaction that held ROW EXCLUSIVE or stronger on the source, at a moment after the
 * slot was made, has ended. A transaction lets go of its locks only after later snapshots see it.
 */
final class OlderTransactions {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration TELL = Duration.ofSeconds(5);

  private static final String WRITERS =
      """
      SELECT DISTINCT l.virtualtransaction,
             coalesce('process ' || l.pid || ' of ' || a.usename || coalesce(' (' || nullif(a.application_name, '') || ')', ''),
                      'prepared transaction ' || l.virtualtransaction)
        FROM pg_locks AS l
        LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
       WHERE l.locktype = 'relation' AND l.granted
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND l.relation = ? AND l.mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
             'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
         AND l.pid IS DISTINCT FROM pg_backend_pid()
      """;

  private static final String ALIVE =
      "SELECT DISTINCT virtualtransaction FROM pg_locks WHERE virtualtransaction = ANY (?)";

  private final Connection connection;
  private final Progress progress;
  private final Runnable check;

  /**
   * @param check called while waiting; throws if the migration was told to stop
   */
  OlderTransactions(Connection connection, Progress progress, Runnable check) {
    this.connection = connection;
    this.progress = progress;
    this.check = check;
  }

  /** Returns when all who may have written to the relation so far have ended. */
  void await(long relationOid) throws SQLException, InterruptedException {
    List<String> transactions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(WRITERS)) {
      select.setLong(1, relationOid);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          transactions.add(rows.getString(1));
          names.add(rows.getString(2));
        }
      }
    }
    long told = System.nanoTime();
    while (anyAlive(transactions)) {
      check.run();
      if (System.nanoTime() - told > TELL.toNanos()) {
        told = System.nanoTime();
        progress.report(
            new ProgressEvent.Notice(
                "copying begins when these transactions have ended: " + String.join(", ", names)));
      }
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
  }

  private boolean anyAlive(List<String> transactions) throws SQLException {
    if (transactions.isEmpty()) {
      return false;
    }
    Set<String> alive = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(ALIVE)) {
      select.setArray(1, connection.createArrayOf("text", transactions.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          alive.add(rows.getString(1));
        }
      }
    }
    return !alive.isEmpty();
  }
}
