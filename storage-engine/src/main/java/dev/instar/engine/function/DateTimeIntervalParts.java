package dev.instar.engine.function;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The parts of an interval. Its epoch counts a year as 365.25 days. */
final class DateTimeIntervalParts {
  private static final long SECONDS_PER_YEAR = 31_557_600;
  private static final long SECONDS_PER_MONTH = 2_592_000;
  private static final long SECONDS_PER_DAY = 86_400;

  private DateTimeIntervalParts() {}

  static Numeric of(String unit, Interval interval, DataType type) {
    if (!interval.isFinite()) {
      boolean positive = interval.months() > 0;
      return switch (unit) {
        case "hour", "day", "week", "year", "decade", "century", "millennium", "epoch" ->
            positive ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
        case "microseconds", "milliseconds", "second", "minute", "month", "quarter" -> null;
        default -> DateTimeParts.required(null, unit, type);
      };
    }
    int months = interval.months();
    return switch (unit) {
      case "day" -> Numeric.of(interval.days());
      case "week" -> Numeric.of(interval.days() / 7);
      case "month" -> Numeric.of(months % 12);
      case "quarter" -> Numeric.of(months >= 0 ? months % 12 / 3 + 1 : -(-months % 12 / 3) - 1 + 2);
      case "year" -> Numeric.of(months / 12);
      case "decade" -> Numeric.of(months / 120);
      case "century" -> Numeric.of(months / 1200);
      case "millennium" -> Numeric.of(months / 12000);
      case "epoch" -> epoch(interval);
      default -> DateTimeParts.required(DateTimeParts.ofTime(unit, interval.micros()), unit, type);
    };
  }

  private static Numeric epoch(Interval interval) {
    long seconds =
        interval.months() / 12 * SECONDS_PER_YEAR
            + interval.months() % 12 * SECONDS_PER_MONTH
            + interval.days() * SECONDS_PER_DAY;
    BigInteger micros =
        BigInteger.valueOf(seconds)
            .multiply(BigInteger.valueOf(DateTimes.MICROS_PER_SECOND))
            .add(BigInteger.valueOf(interval.micros()));
    return Numeric.of(new BigDecimal(micros, 6));
  }
}
