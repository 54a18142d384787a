package dev.instar.migrator.postgresql.shadow;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of a test that repeat a transaction at full speed until they are told to stop. */
final class Writers implements AutoCloseable {
  /** One transaction; committed when it returns. */
  @FunctionalInterface
  interface Transaction {
    void run(Connection connection, Random random) throws SQLException;
  }

  private final List<Thread> threads = new ArrayList<>();
  private final List<SQLException> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong committed = new AtomicLong();
  private volatile boolean stop;

  /** Starts one client; its randomness comes from the seed. */
  Writers start(RebuildHarness harness, long seed, Transaction transaction) throws SQLException {
    Connection connection = harness.connect();
    connection.setAutoCommit(false);
    Random random = new Random(seed);
    threads.add(
        Thread.ofPlatform()
            .name("writer-" + seed)
            .start(
                () -> {
                  try (connection) {
                    while (!stop) {
                      run(connection, random, transaction);
                    }
                  } catch (SQLException e) {
                    failures.add(e);
                  }
                }));
    return this;
  }

  private void run(Connection connection, Random random, Transaction transaction)
      throws SQLException {
    try {
      transaction.run(connection, random);
      connection.commit();
      committed.incrementAndGet();
    } catch (SQLException e) {
      failures.add(e);
      connection.rollback();
    }
  }

  long committed() {
    return committed.get();
  }

  /** Waits until so many more transactions have committed. */
  void awaitMore(long transactions) throws InterruptedException {
    long target = committed.get() + transactions;
    long end = System.nanoTime() + 60_000_000_000L;
    while (committed.get() < target) {
      if (System.nanoTime() > end || threads.stream().noneMatch(Thread::isAlive)) {
        throw new AssertionError("the writers stand still: " + failures);
      }
      Thread.sleep(2);
    }
  }

  /** Every statement that failed. */
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
