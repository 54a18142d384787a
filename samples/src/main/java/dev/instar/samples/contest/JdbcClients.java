package dev.instar.samples.contest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients with a connection each, which run one transaction after the other through JDBC.
 * Stateless.
 */
public final class JdbcClients {
  private static final int TRANSACTIONS_GUESSED = 1 << 14;

  private JdbcClients() {}

  /**
   * Runs them for a while, after a quarter of it that does not count.
   *
   * @param setting a statement for each connection, empty for none
   */
  public static Throughput run(
      Contestant server, BuiltIn kind, int scale, int clients, Duration length, String setting)
      throws SQLException, InterruptedException {
    long begin = System.nanoTime() + length.toNanos() / 4;
    long end = begin + length.toNanos();
    AtomicLong failed = new AtomicLong();
    List<Future<long[]>> running = new ArrayList<>();
    List<long[]> nanos = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
      for (int i = 0; i < clients; i++) {
        long seed = i;
        running.add(
            pool.submit(
                () -> {
                  try (Connection connection = server.connect();
                      Statement statement = connection.createStatement()) {
                    if (!setting.isEmpty()) {
                      statement.execute(setting);
                    }
                    return client(
                        new Transactions(connection, kind, scale, seed), begin, end, failed);
                  }
                }));
      }
      for (Future<long[]> client : running) {
        nanos.add(client.get());
      }
    } catch (ExecutionException e) {
      throw new SQLException(e.getCause());
    }
    return Throughput.of(
        nanos.stream().flatMapToLong(Arrays::stream).toArray(),
        length.toNanos() / 1e9,
        failed.get());
  }

  private static long[] client(Transactions transactions, long begin, long end, AtomicLong failed)
      throws SQLException {
    long[] nanos = new long[TRANSACTIONS_GUESSED];
    int count = 0;
    long now = System.nanoTime();
    while (now - end < 0) {
      long began = now;
      boolean done = attempt(transactions);
      now = System.nanoTime();
      if (began - begin < 0 || now - end > 0) {
        continue;
      }
      if (!done) {
        failed.incrementAndGet();
        continue;
      }
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = now - began;
    }
    return Arrays.copyOf(nanos, count);
  }

  private static boolean attempt(Transactions transactions) throws SQLException {
    try {
      transactions.run();
      return true;
    } catch (SQLException e) {
      transactions.rollback();
      return false;
    }
  }
}
