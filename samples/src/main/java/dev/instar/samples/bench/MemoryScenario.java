package dev.instar.samples.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/** How much heap Instar needs, for many rows and for many pending keys. The bound is 256 MB. */
final class MemoryScenario implements Scenario {
  private static final String NAME = "memory";
  private static final long PENDING_KEYS = 1_000_000;

  @Override
  public void measure(Bench bench) throws SQLException, InterruptedException {
    bench.say("memory: nobody writes");
    try (SharedDatabase database = bench.accounts(bench.rows)) {
      add(bench, "quiet", Migration.run(database, event -> {}));
    }
    bench.say("memory: %,d rows change in one transaction during the copy".formatted(PENDING_KEYS));
    try (SharedDatabase database = bench.accounts(bench.rows)) {
      CountDownLatch copying = new CountDownLatch(1);
      CompletableFuture<Void> burst = CompletableFuture.runAsync(() -> burst(database, copying));
      Migration migration = Migration.run(database, event -> copyBegins(event, copying));
      copying.countDown();
      try {
        burst.join();
      } catch (CompletionException e) {
        throw new SQLException(e.getCause());
      }
      add(bench, "burst", migration);
      bench.measurements.add(NAME, "burst: most keys pending", "keys", migration.backlogMax());
    }
  }

  private static void burst(SharedDatabase database, CountDownLatch copying) {
    try {
      copying.await();
      Accounts.timed(
          database, "UPDATE accounts SET abalance = abalance + 1 WHERE aid <= " + PENDING_KEYS);
    } catch (SQLException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copyBegins(JsonNode event, CountDownLatch copying) {
    if (event.path("stage").asText().equals("copy")) {
      copying.countDown();
    }
  }

  private static void add(Bench bench, String what, Migration migration) {
    bench.measurements.add(NAME, what + ": took", "s", Accounts.seconds(migration.took()));
    bench.measurements.add(NAME, what + ": most heap used", "MB", migration.heapUsedMaxMb());
    bench.measurements.add(
        NAME, what + ": most heap after a collection", "MB", migration.heapLiveMaxMb());
    bench.measurements.add(NAME, what + ": rows that differ", "rows", migration.rowsDiffering());
  }
}
