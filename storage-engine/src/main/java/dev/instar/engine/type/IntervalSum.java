package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Adds amounts of units up to an interval; a fraction of a unit goes to smaller ones. */
final class IntervalSum {
  private final String text;
  private BigDecimal months = BigDecimal.ZERO;
  private BigDecimal days = BigDecimal.ZERO;
  private BigDecimal micros = BigDecimal.ZERO;

  IntervalSum(String text) {
    this.text = text;
  }

  void add(BigDecimal amount, String unit) {
    switch (unit) {
      case "microsecond" -> micros(amount, 1);
      case "millisecond" -> micros(amount, 1000);
      case "second" -> micros(amount, DateTimes.MICROS_PER_SECOND);
      case "minute" -> micros(amount, DateTimes.MICROS_PER_MINUTE);
      case "hour" -> micros(amount, DateTimes.MICROS_PER_HOUR);
      case "day" -> days(amount, 1);
      case "week" -> days(amount, 7);
      case "month" -> month(amount);
      case "year" -> years(amount, 1);
      case "decade" -> years(amount, 10);
      case "century" -> years(amount, 100);
      case "millennium" -> years(amount, 1000);
      default -> throw new IllegalArgumentException(unit);
    }
  }

  private void micros(BigDecimal amount, long size) {
    micros =
        micros.add(amount.multiply(BigDecimal.valueOf(size)).setScale(0, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal whole(BigDecimal amount) {
    return amount.setScale(0, RoundingMode.DOWN);
  }

  private void days(BigDecimal amount, int size) {
    BigDecimal whole = whole(amount);
    days = days.add(whole.multiply(BigDecimal.valueOf(size)));
    BigDecimal rest = amount.subtract(whole).multiply(BigDecimal.valueOf(size));
    BigDecimal restDays = whole(rest);
    days = days.add(restDays);
    micros(rest.subtract(restDays), DateTimes.MICROS_PER_DAY);
  }

  private void month(BigDecimal amount) {
    BigDecimal whole = whole(amount);
    months = months.add(whole);
    days(amount.subtract(whole).multiply(BigDecimal.valueOf(Interval.DAYS_PER_MONTH)), 1);
  }

  /** A fraction of a year is rounded to months. */
  private void years(BigDecimal amount, int size) {
    months =
        months.add(
            amount.multiply(BigDecimal.valueOf(size * 12L)).setScale(0, RoundingMode.HALF_EVEN));
  }

  Interval result(boolean negated) {
    try {
      int m = months.intValueExact();
      int d = days.intValueExact();
      long u = micros.longValueExact();
      return negated
          ? Interval.checked(-(long) m, -(long) d, Math.negateExact(u))
          : Interval.checked(m, d, u);
    } catch (ArithmeticException e) {
      throw new SqlException(
          SqlState.INTERVAL_FIELD_OVERFLOW, "interval field value out of range: \"" + text + "\"");
    }
  }
}
