package dev.instar.samples.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients with a connection each that together send requests at a fixed rate, from {@link #start}
 * to {@link #stop}. A client that is late sends what it owes without a pause. Thread-safe; one
 * thread starts and stops it.
 */
public final class OpenLoop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<LoadClient> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CopyOnWriteArrayList<LoadPhase> phases = new CopyOnWriteArrayList<>();
  private final LongAdder answered = new LongAdder();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final AtomicReference<String> firstFailure = new AtomicReference<>();
  private long answeredBefore;
  private volatile long endNanos = Long.MAX_VALUE;

  /**
   * @param clientCount how many clients
   * @param requestsPerSecond of all clients together; infinite for as fast as they can
   */
  public OpenLoop(
      int clientCount, double requestsPerSecond, ConnectionSource source, ClientSetup setup)
      throws SQLException {
    long intervalNanos = (long) (1e9 * clientCount / requestsPerSecond);
    try {
      for (int i = 0; i < clientCount; i++) {
        Connection connection = source.open();
        clients.add(new LoadClient(this, connection, setup.prepare(connection, i), intervalNanos));
      }
    } catch (SQLException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Lets the clients begin, in a first phase. Once. */
  public void start() {
    beginPhase();
    for (LoadClient client : clients) {
      // Evenly spread, so that they do not all send at once.
      long offset = client.intervalNanos() * threads.size() / clients.size();
      threads.add(
          Thread.ofPlatform()
              .name("client-" + threads.size())
              .daemon()
              .start(() -> client.run(System.nanoTime() + offset)));
    }
  }

  /** From now on requests count for a new phase, number 1 after {@link #start}'s 0, and so on. */
  public void beginPhase() {
    phases.add(new LoadPhase());
  }

  /** Lets the clients send everything that is due by now, and waits for them. Idempotent. */
  public void stop() throws InterruptedException {
    if (endNanos == Long.MAX_VALUE) {
      endNanos = System.nanoTime();
    }
    for (Thread thread : threads) {
      if (!thread.join(PATIENCE)) {
        throw new IllegalStateException(thread.getName() + " still waits for an answer");
      }
    }
  }

  /** What was experienced in one phase; complete after {@link #stop}. */
  public Experience experience(int phase) {
    long end =
        phase + 1 < phases.size()
            ? phases.get(phase + 1).beganNanos
            : Math.min(endNanos, System.nanoTime());
    return phases.get(phase).until(end);
  }

  /** What the first failed request failed with; null if none has. */
  public String firstFailure() {
    return firstFailure.get();
  }

  /** What happened since the last call. For one thread that watches. */
  public Moment look() {
    long now = System.nanoTime();
    long slowest = slowestNanos.getAndSet(0);
    for (LoadClient client : clients) {
      slowest = Math.max(slowest, client.waitingNanos(now));
    }
    long sum = answered.sum();
    Moment moment = new Moment(sum - answeredBefore, Duration.ofNanos(slowest));
    answeredBefore = sum;
    return moment;
  }

  /** Closes the connections; requests that are still on their way fail, and nobody is told. */
  @Override
  public void close() throws SQLException {
    endNanos = Math.min(endNanos, System.nanoTime());
    for (LoadClient client : clients) {
      client.close();
    }
  }

  boolean isDue(long dueNanos) {
    return dueNanos < endNanos;
  }

  LoadPhase phaseOf(long dueNanos) {
    for (int i = phases.size() - 1; i > 0; i--) {
      if (phases.get(i).beganNanos <= dueNanos) {
        return phases.get(i);
      }
    }
    return phases.getFirst();
  }

  void answered(long latencyNanos) {
    answered.increment();
    slowestNanos.accumulateAndGet(latencyNanos, Math::max);
  }

  void failed(SQLException e) {
    firstFailure.compareAndSet(null, e.getSQLState() + ": " + e.getMessage());
  }
}
