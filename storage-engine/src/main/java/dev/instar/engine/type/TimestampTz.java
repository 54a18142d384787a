package dev.instar.engine.type;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A value of timestamptz: a moment.
 *
 * @param micros since 2000-01-01 00:00:00 UTC; the smallest and the greatest long are the
 *     infinities
 */
public record TimestampTz(long micros) implements Comparable<TimestampTz> {
  public static final TimestampTz INFINITY = new TimestampTz(Long.MAX_VALUE);
  public static final TimestampTz NEGATIVE_INFINITY = new TimestampTz(Long.MIN_VALUE);

  /** Cut to microseconds. */
  public static TimestampTz of(Instant instant) {
    return new TimestampTz(DateTimes.micros(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
  }

  public boolean isFinite() {
    return micros != Long.MAX_VALUE && micros != Long.MIN_VALUE;
  }

  /** Of a finite moment. */
  public Instant toInstant() {
    return DateTimes.local(micros).toInstant(ZoneOffset.UTC);
  }

  /** What clocks in {@code zone} show; infinity stays infinity. */
  public Timestamp at(ZoneId zone) {
    return isFinite()
        ? new Timestamp(micros + offset(zone).getTotalSeconds() * DateTimes.MICROS_PER_SECOND)
        : new Timestamp(micros);
  }

  /** The offset in {@code zone} at this (finite) moment. */
  public ZoneOffset offset(ZoneId zone) {
    return zone instanceof ZoneOffset offset ? offset : zone.getRules().getOffset(toInstant());
  }

  @Override
  public int compareTo(TimestampTz other) {
    return Long.compare(micros, other.micros);
  }
}
