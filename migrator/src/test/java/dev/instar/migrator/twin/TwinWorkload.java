package dev.instar.migrator.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that use a table without pause, and keep the expected image of each of its rows in a
 * twin.
 *
 * <pre>{@code
 * try (TwinWorkload workload = TwinWorkload.create(config, connector)) {
 *   workload.start();
 *   ... migrate ...
 *   workload.stop();
 *   assertThat(workload.failures()).isEmpty();
 *   assertThat(workload.anomalies()).isEmpty();
 *   assertThat(workload.differences(transform).rows()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Thread-safe; the test's thread starts and stops it.
 */
public final class TwinWorkload implements AutoCloseable {
  private static final int SHARED_ROWS = 5;

  private final TwinConfig config;
  private final TwinTable table;
  private final Connector connector;
  private final List<TwinWriter> writers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Operation, LongAdder> counts = new EnumMap<>(Operation.class);
  private final Queue<FailedStatement> failures = new ConcurrentLinkedQueue<>();
  private final Queue<String> anomalies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger truncationsBegun = new AtomicInteger();
  private final AtomicInteger truncationsFinished = new AtomicInteger();
  private volatile boolean goesOn;

  private TwinWorkload(TwinConfig config, Connector connector) {
    this.config = config;
    this.connector = connector;
    this.table = TwinTable.of(config.source(), config.key());
    for (Operation operation : Operation.values()) {
      counts.put(operation, new LongAdder());
    }
  }

  /** Creates the table and its twin, and fills them. */
  public static TwinWorkload create(TwinConfig config, Connector connector) throws SQLException {
    TwinWorkload workload = new TwinWorkload(config, connector);
    workload.fill();
    return workload;
  }

  private void fill() throws SQLException {
    Properties batches = new Properties();
    batches.setProperty("reWriteBatchedInserts", "true");
    batches.setProperty("stringtype", "unspecified");
    try (Connection connection = connector.open(batches)) {
      table.create(connection);
      TwinFill fill = new TwinFill(table, connection, config.seed());
      // An empty table, or one of a single row, has nothing to share.
      int sharedCount = config.rows() > 1 ? SHARED_ROWS : 0;
      WriterRows shared = new WriterRows(config.writers(), config.partitions());
      fill.insert(config.writers(), shared, sharedCount);
      for (int i = 0; i < config.writers(); i++) {
        WriterRows rows = new WriterRows(i, config.partitions());
        int count =
            config.rows() / config.writers() + (i < config.rows() % config.writers() ? 1 : 0);
        fill.insert(i, rows, count);
        writers.add(new TwinWriter(this, i, rows, shared.all()));
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("ANALYZE " + table.source().quoted());
        statement.execute("ANALYZE " + table.twin().quoted());
      }
      connection.commit();
    }
  }

  public TwinTable table() {
    return table;
  }

  public TwinConfig config() {
    return config;
  }

  /** Lets the writers begin. Once. */
  public void start() {
    goesOn = true;
    for (TwinWriter writer : writers) {
      threads.add(Thread.ofPlatform().name("twin-" + threads.size()).daemon().start(writer));
    }
  }

  /**
   * Lets the writers finish their transactions and waits for them.
   *
   * @throws IllegalStateException if one does not end within two minutes: it waits for a lock
   */
  public void stop() throws InterruptedException {
    goesOn = false;
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(1, giveUp - System.nanoTime())))) {
        throw new IllegalStateException(thread.getName() + " is still in its transaction");
      }
    }
  }

  /**
   * Waits until every operation was committed so many times since the start.
   *
   * @throws IllegalStateException if that takes longer, with the counts
   */
  public void awaitEach(int times, Duration patience) throws InterruptedException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (counts().values().stream().anyMatch(count -> count < times)) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("within " + patience + " only " + counts());
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Waits until the writers together have finished so many more transactions. */
  public void awaitMore(long transactions, Duration patience) throws InterruptedException {
    long target = transactions() + transactions;
    long giveUp = System.nanoTime() + patience.toNanos();
    while (transactions() < target) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the writers stand still: " + counts());
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** TRUNCATE of both tables in one transaction, while the writers go on. */
  public void truncate() throws SQLException {
    truncationsBegun.incrementAndGet();
    try (Connection connection = connector.open(new Properties());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("TRUNCATE " + table.source().quoted());
      statement.execute("TRUNCATE " + table.twin().quoted());
      connection.commit();
    }
    truncationsFinished.incrementAndGet();
  }

  /** Compares the table with its twin, after {@link #stop}. */
  public TwinDifferences differences(ShapeTransform transform) throws SQLException {
    try (Connection connection = connector.open(new Properties())) {
      return TwinDifferences.between(connection, table, transform);
    }
  }

  /** How often each operation was done; rolled back ones count where that is what they are. */
  public Map<Operation, Long> counts() {
    Map<Operation, Long> sums = new EnumMap<>(Operation.class);
    counts.forEach((operation, count) -> sums.put(operation, count.sum()));
    return sums;
  }

  /** How many transactions were done. */
  public long transactions() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Every statement that failed so far. */
  public List<FailedStatement> failures() {
    return List.copyOf(failures);
  }

  /** What was noticed so far that cannot be if no write is lost. */
  public List<String> anomalies() {
    return List.copyOf(anomalies);
  }

  /** How long the statements of all writers took so far. */
  public LatencyRecorder latencies() {
    LatencyRecorder all = new LatencyRecorder();
    writers.forEach(writer -> all.add(writer.latencies()));
    return all;
  }

  /** The longest time so far in which a writer that wanted to work saw no statement completed. */
  public Duration longestStall() {
    return Duration.ofNanos(
        writers.stream().mapToLong(TwinWriter::longestStallNanos).max().orElse(0));
  }

  /** Stops if still running. */
  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the writers were ending", e);
    }
  }

  @Override
  public String toString() {
    return "%s, seed %d: %d transactions, statements %s, longest stall %d ms"
        .formatted(
            config.key(), config.seed(), transactions(), latencies(), longestStall().toMillis());
  }

  boolean goesOn() {
    return goesOn;
  }

  int truncationsBegun() {
    return truncationsBegun.get();
  }

  int truncationsFinished() {
    return truncationsFinished.get();
  }

  Connection open(int writer, boolean simple) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "twin " + writer);
    // The server finds a value's type from the column, before and after a change of type.
    properties.setProperty("stringtype", "unspecified");
    properties.setProperty("prepareThreshold", "2");
    if (simple) {
      properties.setProperty("preferQueryMode", "simple");
    }
    return connector.open(properties);
  }

  void count(Operation operation) {
    counts.get(operation).increment();
  }

  void failed(FailedStatement failure) {
    failures.add(failure);
  }

  void anomaly(String what) {
    anomalies.add(what);
  }

  void gaveUp(int writer, Exception e) {
    anomalies.add("writer %d gave up: %s".formatted(writer, e));
  }
}
