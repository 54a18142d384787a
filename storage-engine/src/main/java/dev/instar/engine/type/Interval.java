package dev.instar.engine.type;

import java.math.BigInteger;

/**
 * A value of interval: months, days and microseconds, which are kept apart because neither months
 * nor days have a fixed length. Compared as if a month had 30 days and a day 24 hours, so that
 * {@code 1 mon} equals {@code 30 days}. The extremes of all three are the infinities. Immutable.
 */
public final class Interval implements Comparable<Interval> {
  public static final Interval INFINITY =
      new Interval(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
  public static final Interval NEGATIVE_INFINITY =
      new Interval(Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);
  public static final Interval ZERO = new Interval(0, 0, 0);

  static final long DAYS_PER_MONTH = 30;

  private final int months;
  private final int days;
  private final long micros;

  public Interval(int months, int days, long micros) {
    this.months = months;
    this.days = days;
    this.micros = micros;
  }

  /**
   * @throws dev.instar.engine.error.SqlException with 22008 if a part does not fit
   */
  public static Interval checked(long months, long days, long micros) {
    boolean infinite =
        (months == Integer.MAX_VALUE && days == Integer.MAX_VALUE && micros == Long.MAX_VALUE)
            || (months == Integer.MIN_VALUE
                && days == Integer.MIN_VALUE
                && micros == Long.MIN_VALUE);
    if (months != (int) months || days != (int) days || infinite) {
      throw InputErrors.dateTimeOutOfRange("interval");
    }
    return new Interval((int) months, (int) days, micros);
  }

  public int months() {
    return months;
  }

  public int days() {
    return days;
  }

  public long micros() {
    return micros;
  }

  public boolean isFinite() {
    return !(months == Integer.MAX_VALUE && days == Integer.MAX_VALUE && micros == Long.MAX_VALUE)
        && !(months == Integer.MIN_VALUE && days == Integer.MIN_VALUE && micros == Long.MIN_VALUE);
  }

  private long wholeDays() {
    return months * DAYS_PER_MONTH + days + Math.floorDiv(micros, DateTimes.MICROS_PER_DAY);
  }

  private long restMicros() {
    return Math.floorMod(micros, DateTimes.MICROS_PER_DAY);
  }

  /** The length in microseconds that it is compared by. */
  public BigInteger span() {
    return BigInteger.valueOf(wholeDays())
        .multiply(BigInteger.valueOf(DateTimes.MICROS_PER_DAY))
        .add(BigInteger.valueOf(restMicros()));
  }

  @Override
  public int compareTo(Interval other) {
    int byDays = Long.compare(wholeDays(), other.wholeDays());
    return byDays != 0 ? byDays : Long.compare(restMicros(), other.restMicros());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Interval interval && compareTo(interval) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(wholeDays() * 31 + restMicros());
  }

  @Override
  public String toString() {
    return IntervalPrinter.print(this);
  }
}
