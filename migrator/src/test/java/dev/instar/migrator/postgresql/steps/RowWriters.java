package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.postgresql.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application at work on a table {@code public.t (id, n, v)} of even keys: it updates rows
 * against the order of their keys and keeps them locked for a moment, inserts rows in between and
 * behind the last, and deletes those again. It never changes {@code n}.
 */
final class RowWriters implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final List<SQLException> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong committed = new AtomicLong();
  private final AtomicInteger behind = new AtomicInteger();
  private volatile boolean stop;

  RowWriters(TestDatabase database, int lastKey) throws SQLException {
    for (int seed = 1; seed <= 3; seed++) {
      Connection connection = database.connect();
      connection.setAutoCommit(false);
      Random random = new Random(seed);
      int parity = seed;
      threads.add(
          Thread.ofPlatform()
              .name("rows-" + seed)
              .start(() -> run(connection, random, lastKey, parity)));
    }
  }

  private void run(Connection connection, Random random, int lastKey, int writer) {
    try (connection) {
      while (!stop) {
        write(connection, random, lastKey, writer);
        connection.commit();
        committed.incrementAndGet();
      }
    } catch (SQLException e) {
      failures.add(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Connection connection, Random random, int lastKey, int writer)
      throws SQLException, InterruptedException {
    int first = 2 * random.nextInt(lastKey / 2 - 300);
    for (int id = first + 600; id > first; id -= 200) {
      TestDatabase.execute(connection, "UPDATE public.t SET v = v + 1 WHERE id = " + id);
    }
    // Keys of its own, so that no two writers insert the same.
    int between = 6 * random.nextInt(lastKey / 6) + 2 * writer - 1;
    TestDatabase.execute(
        connection,
        "DELETE FROM public.t WHERE id = " + between,
        random.nextInt(3) == 0
            ? "SELECT 1"
            : "INSERT INTO public.t (id, v) VALUES (%d, 0)".formatted(between),
        "INSERT INTO public.t (id, v) VALUES (%d, 0)"
            .formatted(lastKey + behind.incrementAndGet()));
    Thread.sleep(random.nextInt(4));
  }

  long committed() {
    return committed.get();
  }

  /** What made a writer stop: nothing should. */
  List<SQLException> failures() {
    return failures;
  }

  void stop() throws InterruptedException {
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
