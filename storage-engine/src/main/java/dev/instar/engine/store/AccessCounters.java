package dev.instar.engine.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was done with a table or an index since the store was opened: figures for statistics, and
 * for deciding when to vacuum. Those who do it count. Thread-safe.
 */
public final class AccessCounters {
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
    ANALYZES,
    AUTOMATIC_ANALYZES
  }

  /** When something was done last; milliseconds since 1970. */
  public enum Moment {
    SCAN,
    INDEX_SCAN,
    VACUUM,
    AUTOMATIC_VACUUM,
    ANALYZE,
    AUTOMATIC_ANALYZE
  }

  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final Map<Moment, AtomicLong> moments = new EnumMap<>(Moment.class);

  public AccessCounters() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
    for (Moment moment : Moment.values()) {
      moments.put(moment, new AtomicLong());
    }
  }

  public void add(Count count, long number) {
    counts.get(count).add(number);
  }

  public long get(Count count) {
    return counts.get(count).sum();
  }

  /** Begins to count from 0 again. */
  public void reset(Count count) {
    counts.get(count).reset();
  }

  public void mark(Moment moment, long millis) {
    moments.get(moment).set(millis);
  }

  /** 0 if it was never done. */
  public long last(Moment moment) {
    return moments.get(moment).get();
  }
}
