package dev.instar.samples.bench;

import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

/**
 * What the server alone needs for the parts of a rebuild, done by hand: the copy in chunks while a
 * slot is read, the key, the comparison. The floor below which Instar cannot come.
 */
final class Parts {
  private static final long CHUNK_ROWS = 100_000;
  private static final int WORKERS = 2;

  private Parts() {}

  record Times(Duration copy, Duration key, Duration verify) {
    Duration sum() {
      return copy.plus(key).plus(verify);
    }
  }

  static Times measure(SharedDatabase database, long rows)
      throws SQLException, InterruptedException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE accounts_new (LIKE accounts)");
      statement.execute("ALTER TABLE accounts_new ALTER COLUMN aid TYPE bigint");
      statement.execute("CREATE PUBLICATION parts FOR TABLE accounts");
      statement.execute("SELECT pg_create_logical_replication_slot('parts', 'pgoutput')");
    }
    Duration copy = copyWhileTheSlotIsRead(database, rows);
    Duration key = Accounts.timed(database, "ALTER TABLE accounts_new ADD PRIMARY KEY (aid)");
    Accounts.timed(database, "ANALYZE accounts_new");
    Duration verify =
        inChunks(
            database,
            rows,
            "SELECT count(*) FROM (SELECT aid::bigint, bid, abalance, filler FROM accounts"
                + " WHERE aid > %1$d AND aid <= %2$d) s FULL JOIN (SELECT * FROM accounts_new"
                + " WHERE aid > %1$d AND aid <= %2$d) n USING (aid)"
                + " WHERE s IS NULL OR n IS NULL OR (s.bid, s.abalance, s.filler)"
                + " IS DISTINCT FROM (n.bid, n.abalance, n.filler)");
    return new Times(copy, key, verify);
  }

  private static Duration copyWhileTheSlotIsRead(SharedDatabase database, long rows)
      throws SQLException, InterruptedException {
    Properties properties = new Properties();
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    try (Connection replication = database.server().connect(database.name(), properties)) {
      PGReplicationStream stream =
          replication
              .unwrap(PGConnection.class)
              .getReplicationAPI()
              .replicationStream()
              .logical()
              .withSlotName("parts")
              .withSlotOption("proto_version", "1")
              .withSlotOption("publication_names", "parts")
              .start();
      Thread reader = Thread.ofPlatform().daemon().start(() -> drain(stream));
      try {
        return inChunks(
            database,
            rows,
            "INSERT INTO accounts_new SELECT * FROM accounts WHERE aid > %1$d AND aid <= %2$d");
      } finally {
        reader.interrupt();
        reader.join();
      }
    }
  }

  private static void drain(PGReplicationStream stream) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (stream.readPending() == null) {
          Thread.sleep(Duration.ofMillis(5));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new IllegalStateException("the slot cannot be read", e);
    }
  }

  /** Runs a statement over every chunk, by two workers. */
  private static Duration inChunks(SharedDatabase database, long rows, String sql)
      throws SQLException, InterruptedException {
    long began = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(WORKERS)) {
      List<Future<Void>> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        long first = i * CHUNK_ROWS;
        workers.add(pool.submit(() -> everyOther(database, rows, sql, first)));
      }
      for (Future<Void> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new SQLException(e.getCause());
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static Void everyOther(SharedDatabase database, long rows, String sql, long first)
      throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (long lower = first; lower < rows; lower += WORKERS * CHUNK_ROWS) {
        statement.execute(sql.formatted(lower, lower + CHUNK_ROWS));
      }
    }
    return null;
  }
}
