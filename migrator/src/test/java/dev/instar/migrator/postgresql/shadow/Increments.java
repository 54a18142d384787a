package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.postgresql.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** A client that counts {@code v} up in rows of {@code public.t}, and knows how often it did. */
final class Increments implements AutoCloseable {
  private static final int ROWS = 1_000;

  private final Thread thread;
  private volatile boolean stop;
  private volatile Exception failure;

  // Owned by the thread until it has ended.
  private long done;

  Increments(TestDatabase database) throws SQLException {
    Connection connection = database.connect();
    thread = Thread.ofPlatform().name("increments").start(() -> run(connection));
  }

  private void run(Connection connection) {
    Random random = new Random(1);
    try (connection;
        Statement statement = connection.createStatement()) {
      while (!stop) {
        done +=
            statement.executeUpdate(
                "UPDATE public.t SET v = v + 1 WHERE id = " + (1 + random.nextInt(ROWS)));
        Thread.sleep(1);
      }
    } catch (SQLException | InterruptedException e) {
      failure = e;
    }
  }

  /** Ends it; how many increments have committed. */
  long stop() throws InterruptedException {
    stop = true;
    thread.join();
    if (failure != null) {
      throw new AssertionError("an increment failed", failure);
    }
    return done;
  }

  @Override
  public void close() {
    stop = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
