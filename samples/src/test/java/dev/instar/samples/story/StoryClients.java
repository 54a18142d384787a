package dev.instar.samples.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.samples.load.OpenLoop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that use the tables of a story while they are migrated. Each statement of {@code
 * load.sql} but the last writes one row, a new number in the place of {@code :n} every time; the
 * last one is a query that counts what was written, since ever. Used by one thread.
 */
final class StoryClients implements AutoCloseable {
  private static final int CLIENTS = 2;
  private static final int REQUESTS_PER_SECOND = 200;
  private static final int SOME = 20;
  private static final long PATIENCE_SECONDS = 60;

  private final SharedDatabase database;
  private final List<String> writes;
  private final String count;
  private final long countBefore;
  private final LongAdder answered = new LongAdder();
  private final AtomicLong number = new AtomicLong();
  private final OpenLoop load;

  StoryClients(SharedDatabase database, List<String> statements)
      throws SQLException, InterruptedException {
    this.database = database;
    writes = statements.subList(0, statements.size() - 1);
    count = statements.getLast();
    countBefore = counted();
    load =
        new OpenLoop(
            CLIENTS,
            REQUESTS_PER_SECOND,
            database::connect,
            (connection, client) -> () -> write(connection));
    load.start();
    awaitMore();
  }

  private void write(Connection connection) throws SQLException {
    long n = number.getAndIncrement();
    String sql = writes.get((int) (n % writes.size())).replaceAll(":n\\b", Long.toString(n));
    try (Statement statement = connection.createStatement()) {
      answered.add(statement.executeUpdate(sql));
    }
  }

  private long counted() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(count)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Waits until some more of their writes were answered. */
  void awaitMore() throws InterruptedException {
    long enough = answered.sum() + SOME;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (answered.sum() < enough) {
      assertThat(load.firstFailure()).isNull();
      assertThat(System.nanoTime()).as("clients are answered").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** Lets them finish: none was refused, and every write that was answered is there. */
  void settle() throws SQLException, InterruptedException {
    awaitMore();
    load.stop();
    assertThat(load.firstFailure()).isNull();
    assertThat(counted() - countBefore).as("writes that are there").isEqualTo(answered.sum());
  }

  @Override
  public void close() throws SQLException {
    load.close();
  }
}
