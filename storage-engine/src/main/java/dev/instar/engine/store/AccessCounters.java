package dev.instar.engine.store;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was done with a table or an index since the store was opened: figures for statistics, and
 * for deciding when to vacuum. Those who do it count. Thread-safe.
 */
public final class AccessCounters {
  private static final LongAdder[] NONE = {};

  /** What is counted. */
  public enum Count {
    SCANS,
    ROWS_SCANNED,
    INDEX_SCANS,
    ROWS_FETCHED,
    INSERTED,
    UPDATED,
    /** Updates that changed no index. */
    UPDATED_IN_PLACE,
    DELETED,
    /** Versions that were made dead since vacuum last looked. */
    DEAD,
    INSERTED_SINCE_VACUUM,
    CHANGED_SINCE_ANALYZE,
    VACUUMS,
    AUTOMATIC_VACUUMS,
    ANALYZES
  }

  /** When something was done last; milliseconds since 1970. */
  public enum Moment {
    SCAN,
    INDEX_SCAN,
    VACUUM,
    AUTOMATIC_VACUUM,
    ANALYZE
  }

  private final LongAdder[] counts = java.util.stream.Stream.of(Count.values())
      .map(count -> new LongAdder())
      .toList()
      .toArray(NONE);

  private final AtomicReferenceArray<Long> moments =
      new AtomicReferenceArray<>(Moment.values().length);

  public void add(Count count, long number) {
    counts[count.ordinal()].add(number);
  }

  public long get(Count count) {
    return counts[count.ordinal()].sum();
  }

  /** Begins to count from 0 again. */
  public void reset(Count count) {
    counts[count.ordinal()].reset();
  }

  public void mark(Moment moment, long millis) {
    moments.set(moment.ordinal(), millis);
  }

  /** 0 if it was never done. */
  public long last(Moment moment) {
    Long millis = moments.get(moment.ordinal());
    return millis == null ? 0 : millis;
  }
}
