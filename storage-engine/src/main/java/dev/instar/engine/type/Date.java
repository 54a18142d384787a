package dev.instar.engine.type;

import java.time.LocalDate;

/**
 * A value of date.
 *
 * @param days since 2000-01-01; the smallest and the greatest integer are the infinities
 */
public record Date(int days) implements Comparable<Date> {
  public static final Date INFINITY = new Date(Integer.MAX_VALUE);
  public static final Date NEGATIVE_INFINITY = new Date(Integer.MIN_VALUE);

  /** Day 0 of this type in days since 1970-01-01. */
  public static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

  /** 4714-11-24 BC, Julian day 0. */
  static final long MIN_DAYS = LocalDate.of(-4713, 11, 24).toEpochDay() - EPOCH_DAY;

  /** 5874897-12-31. */
  static final long MAX_DAYS = LocalDate.of(5874897, 12, 31).toEpochDay() - EPOCH_DAY;

  /**
   * @throws dev.instar.engine.error.SqlException with 22008 outside the type's range
   */
  public static Date of(LocalDate date) {
    return ofDays(date.toEpochDay() - EPOCH_DAY);
  }

  /**
   * @throws dev.instar.engine.error.SqlException with 22008 outside the type's range
   */
  public static Date ofDays(long days) {
    if (days < MIN_DAYS || days > MAX_DAYS) {
      throw InputErrors.dateTimeOutOfRange("date");
    }
    return new Date((int) days);
  }

  public boolean isFinite() {
    return days != Integer.MAX_VALUE && days != Integer.MIN_VALUE;
  }

  /** Of a finite date. */
  public LocalDate toLocalDate() {
    return LocalDate.ofEpochDay(days + EPOCH_DAY);
  }

  @Override
  public int compareTo(Date other) {
    return Integer.compare(days, other.days);
  }
}
