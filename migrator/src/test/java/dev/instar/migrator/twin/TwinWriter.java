package dev.instar.migrator.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One client of the table. Its own thread runs it; what others may ask is said so. */
final class TwinWriter implements Runnable {
  /** A server that restarts is back within this time, or the workload gives up. */
  private static final Duration RECONNECT_PATIENCE = Duration.ofSeconds(60);

  /** With fewer rows a transaction of several deletes could run out of them. */
  private static final int ROWS_MIN = 10;

  private final TwinWorkload workload;
  private final int writer;
  private final SplittableRandom random;
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final List<TwinRow> sharedRows;
  private WriterConnection connection;
  private WriterRows rows;
  private volatile long longestStallNanos;

  /** What {@link TwinWorkload#truncationsFinished} was when {@link #rows} was last certain. */
  private int truncationsKnown;

  TwinWriter(TwinWorkload workload, int writer, WriterRows rows, List<TwinRow> sharedRows) {
    this.workload = workload;
    this.writer = writer;
    this.random = new SplittableRandom(workload.config().seed() * 1000 + writer);
    this.sharedRows = sharedRows;
    this.rows = rows;
  }

  @Override
  public void run() {
    long everyNanos =
        workload.config().pause().isZero() ? 0 : Math.max(1, workload.config().pause().toNanos());
    try {
      connect();
      long next = System.nanoTime() + (long) (random.nextDouble() * everyNanos);
      while (workload.goesOn()) {
        if (everyNanos > 0) {
          LockSupport.parkNanos(next - System.nanoTime());
          next = Math.max(next + everyNanos, System.nanoTime() - everyNanos);
          connection.endOfPause();
        }
        transaction(Operation.choose(random));
        longestStallNanos = Math.max(longestStallNanos, connection.takeLongestGapNanos());
      }
      connection.close();
    } catch (SQLException | RuntimeException e) {
      workload.gaveUp(writer, e);
    }
  }

  /** Any thread. */
  LatencyRecorder latencies() {
    return latencies;
  }

  /** Any thread. */
  long longestStallNanos() {
    return longestStallNanos;
  }

  private void transaction(Operation operation) throws SQLException {
    WriterRows before = rows.copy();
    try {
      perform(operation);
      if (operation == Operation.ABORT) {
        connection.rollback();
        rows = before;
      } else {
        connection.commit();
      }
      workload.count(operation);
    } catch (RowsGoneException e) {
      connection.rollback();
      if (workload.truncationsBegun() == truncationsKnown) {
        workload.anomaly("writer %d: %s, nobody truncated".formatted(writer, e.getMessage()));
      }
      reload();
    } catch (AnomalyException e) {
      workload.anomaly("writer %d, %s: %s".formatted(writer, operation, e.getMessage()));
      connection.rollback();
      reload();
    } catch (SQLException e) {
      workload.failed(failure(operation, e));
      recover(e);
    }
  }

  private void perform(Operation operation) throws SQLException {
    RowChanges changes = changes();
    for (int i = rows.size(); i < ROWS_MIN; i++) {
      changes.insert();
    }
    switch (operation) {
      case SEVERAL_CHANGES, ABORT -> {
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
          changeOne(changes);
        }
      }
      case SAVEPOINT_ROLLBACK -> {
        changeOne(changes);
        connection.update("SAVEPOINT here");
        WriterRows here = rows.copy();
        changeOne(changes);
        changeOne(changes);
        connection.update("ROLLBACK TO SAVEPOINT here");
        rows = here;
        changeOne(changes());
      }
      case UPDATE_SHARED_ROW -> {
        if (sharedRows.isEmpty() || workload.truncationsBegun() > 0) {
          change(changes, Operation.UPDATE_COLUMNS);
        } else {
          changes.updateShared(sharedRows.get(random.nextInt(sharedRows.size())));
        }
      }
      default -> change(changes, operation);
    }
  }

  private void changeOne(RowChanges changes) throws SQLException {
    Operation operation = Operation.choose(random);
    switch (operation) {
      case SEVERAL_CHANGES, ABORT, SAVEPOINT_ROLLBACK, UPDATE_SHARED_ROW ->
          change(changes, Operation.UPDATE_COLUMNS);
      default -> change(changes, operation);
    }
  }

  private static void change(RowChanges changes, Operation operation) throws SQLException {
    switch (operation) {
      case INSERT -> changes.insert();
      case UPDATE_COLUMNS -> changes.updateColumns();
      case UPDATE_TO_NULL -> changes.updateToNull();
      case UPDATE_FROM_NULL -> changes.updateFromNull();
      case UPDATE_LARGE_VALUE -> changes.updateLargeValue();
      case CHANGE_KEY -> changes.changeKey();
      case DELETE -> changes.delete();
      case DELETE_AND_REINSERT -> changes.deleteAndReinsert();
      case SWAP_UNIQUE -> changes.swapUnique();
      case SWAP_KEYS -> changes.swapKeys();
      case UPDATE_SEVERAL_ROWS -> changes.updateSeveralRows();
      case LOCK_AND_UPDATE -> changes.lockAndUpdate();
      case READ -> changes.read();
      case SEVERAL_CHANGES, ABORT, SAVEPOINT_ROLLBACK, UPDATE_SHARED_ROW ->
          throw new AssertionError(operation + " is not one change");
    }
  }

  private RowChanges changes() {
    return new RowChanges(workload.table(), writer, connection, rows, random);
  }

  private FailedStatement failure(Operation operation, SQLException e) {
    return new FailedStatement(
        Instant.now(),
        writer,
        operation,
        e.getSQLState() == null ? "" : e.getSQLState(),
        String.valueOf(e.getMessage()),
        connection.lastSql());
  }

  /**
   * After a failed statement nothing is known but what the twin says, even whether it committed.
   */
  private void recover(SQLException failure) throws SQLException {
    long giveUp = System.nanoTime() + RECONNECT_PATIENCE.toNanos();
    while (true) {
      try {
        if (connection.isBroken()) {
          connect();
        } else {
          connection.rollback();
        }
        reload();
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > giveUp || !workload.goesOn()) {
          failure.addSuppressed(e);
          throw failure;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  private void connect() throws SQLException {
    // Every other writer sends its values inside the statements, the others prepare them.
    Connection opened = workload.open(writer, writer % 2 == 1);
    connection = new WriterConnection(opened, latencies);
  }

  /** Learns from the twin which rows are this writer's. */
  private void reload() throws SQLException {
    int truncations = workload.truncationsFinished();
    WriterRows known = new WriterRows(writer, workload.config().partitions());
    List<List<String>> found =
        connection.query(
            "SELECT row_id, number, %s, %s FROM %s WHERE writer = ? ORDER BY number"
                .formatted(TwinTable.CODE, TwinTable.RANK, workload.table().twin().quoted()),
            new ArrayList<>(List.of(Integer.toString(writer))));
    connection.commit();
    for (List<String> row : found) {
      known.remember(
          new TwinRow(
              UUID.fromString(row.get(0)),
              Long.parseLong(row.get(1)),
              row.get(2) == null ? null : Integer.valueOf(row.get(2)),
              row.get(3) == null ? null : Integer.valueOf(row.get(3))));
    }
    rows = known;
    truncationsKnown = truncations;
  }
}
