package dev.instar.engine.catalog;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.Store;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.wal.Lsn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of sequences, which no rollback takes back. Thread-safe.
 *
 * <p>What is logged is ahead of what was given out, by up to 32 values, so that not every value
 * costs a log record; a crash skips those, as on PostgreSQL. They are rows of a table of their own,
 * written by a transaction that counts as committed from the beginning.
 */
public final class Sequences implements AutoCloseable {
  /** As in PostgreSQL's {@code sequence.c}. */
  private static final int AHEAD = 32;

  private final Store store;
  private final Map<Long, Value> values = new ConcurrentHashMap<>();

  /** As {@code SELECT last_value, is_called FROM sequence} says. */
  public record State(long last, boolean called) {}

  /** Guarded by itself. */
  private static final class Value {
    State state;
    State logged;

    /** Where in the log, since the start; before that all of it is durable. */
    Lsn loggedAt = Lsn.ZERO;

    Value(State state) {
      this.state = state;
      this.logged = state;
    }
  }

  public Sequences(Store store) {
    this.store = store;
  }

  /**
   * nextval.
   *
   * @throws SqlException 2200H at the end
   */
  public long next(Sequence sequence) {
    Value value = value(sequence);
    synchronized (value) {
      State next = new State(after(sequence, value.state), true);
      boolean covered =
          value.logged.called() && isReached(sequence, next.last(), value.logged.last());
      if (!covered) {
        log(sequence.storage(), value, new State(ahead(sequence, next.last()), true));
      }
      value.state = next;
      return next.last();
    }
  }

  private static long after(Sequence sequence, State state) {
    if (!state.called()) {
      return state.last();
    }
    long step = sequence.increment();
    boolean up = step > 0;
    boolean over =
        up ? state.last() > sequence.maximum() - step : state.last() < sequence.minimum() - step;
    if (!over) {
      return state.last() + step;
    }
    if (sequence.cycle()) {
      return up ? sequence.minimum() : sequence.maximum();
    }
    throw new SqlException(
        SqlState.SEQUENCE_GENERATOR_LIMIT_EXCEEDED,
        "nextval: reached %s value of sequence \"%s\" (%d)"
            .formatted(
                up ? "maximum" : "minimum",
                sequence.name(),
                up ? sequence.maximum() : sequence.minimum()));
  }

  /** Whether the logged value is at or behind the one that is given out. */
  private static boolean isReached(Sequence sequence, long value, long logged) {
    return sequence.increment() > 0 ? value <= logged : value >= logged;
  }

  private static long ahead(Sequence sequence, long value) {
    long step = sequence.increment();
    long room = step > 0 ? sequence.maximum() - value : value - sequence.minimum();
    long steps = Math.min(AHEAD, room / Math.abs(step));
    return value + steps * step;
  }

  /**
   * Whether a crash can no longer take back what was logged last. Until then whoever was given a
   * value waits for the log when they commit, lest the value be given to somebody else.
   */
  public boolean isDurable(Sequence sequence) {
    Value value = value(sequence);
    synchronized (value) {
      return value.loggedAt.compareTo(store.log().durableEnd()) < 0;
    }
  }

  /** setval, and what a new sequence begins with. */
  public void set(Sequence sequence, long last, boolean called) {
    Value value = value(sequence);
    synchronized (value) {
      State state = new State(last, called);
      log(sequence.storage(), value, state);
      value.state = state;
    }
  }

  public State state(Sequence sequence) {
    Value value = value(sequence);
    synchronized (value) {
      return value.state;
    }
  }

  private Value value(Sequence sequence) {
    return values.computeIfAbsent(
        sequence.storage(), storage -> new Value(read(storage, sequence.start())));
  }

  private State read(long storage, long start) {
    return store
        .table(Catalogs.SEQUENCE_VALUES)
        .newest(storage)
        .map(RowVersion::payload)
        .map(ByteBuffer::wrap)
        .map(bytes -> new State(bytes.getLong(), bytes.get() != 0))
        .orElse(new State(start, false));
  }

  private void log(long storage, Value value, State state) {
    byte[] payload =
        ByteBuffer.allocate(Long.BYTES + 1)
            .putLong(state.last())
            .put((byte) (state.called() ? 1 : 0))
            .array();
    StoreChange change =
        store
            .table(Catalogs.SEQUENCE_VALUES)
            .newest(storage)
            .<StoreChange>map(
                base ->
                    new StoreChange.RowUpdated(
                        Catalogs.SEQUENCE_VALUES, storage, base.number(), 0, payload, new byte[0]))
            .orElseGet(
                () -> new StoreChange.RowInserted(Catalogs.SEQUENCE_VALUES, storage, 0, payload));
    value.loggedAt = store.apply(Catalogs.ALWAYS_COMMITTED, List.of(change));
    value.logged = state;
  }

  /** Logs what was really given out, so that a stop in order skips nothing. */
  @Override
  public void close() {
    values.forEach(
        (storage, value) -> {
          synchronized (value) {
            if (!value.state.equals(value.logged)) {
              log(storage, value, value.state);
            }
          }
        });
  }
}
