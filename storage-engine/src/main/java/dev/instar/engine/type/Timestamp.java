package dev.instar.engine.type;

import java.time.LocalDateTime;

/**
 * A value of timestamp.
 *
 * @param micros since 2000-01-01 00:00:00; the smallest and the greatest long are the infinities
 */
public record Timestamp(long micros) implements Comparable<Timestamp> {
  public static final Timestamp INFINITY = new Timestamp(Long.MAX_VALUE);
  public static final Timestamp NEGATIVE_INFINITY = new Timestamp(Long.MIN_VALUE);

  public static Timestamp of(LocalDateTime time) {
    return new Timestamp(DateTimes.micros(time));
  }

  public boolean isFinite() {
    return micros != Long.MAX_VALUE && micros != Long.MIN_VALUE;
  }

  /** Of a finite timestamp. */
  public LocalDateTime toLocal() {
    return DateTimes.local(micros);
  }

  @Override
  public int compareTo(Timestamp other) {
    return Long.compare(micros, other.micros);
  }
}
