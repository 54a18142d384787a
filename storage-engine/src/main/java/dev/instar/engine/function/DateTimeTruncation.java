package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.TimeZones;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** date_trunc and date_bin. */
final class DateTimeTruncation {
  private DateTimeTruncation() {}

  static void register(Registry registry) {
    registry.add("timestamp_trunc", (a, c) -> truncated(Texts.of(a[0]), (Timestamp) a[1], c));
    registry.add(
        "timestamptz_trunc",
        (a, c) -> truncated(Texts.of(a[0]), (TimestampTz) a[1], c.format().timeZone(), c));
    registry.add(
        "timestamptz_trunc_zone",
        (a, c) -> truncated(Texts.of(a[0]), (TimestampTz) a[1], TimeZones.of(Texts.of(a[2])), c));
    registry.add("interval_trunc", (a, c) -> truncated(Texts.of(a[0]), (Interval) a[1]));
    registry.add(
        "timestamp_bin",
        (a, c) ->
            new Timestamp(
                bin((Interval) a[0], ((Timestamp) a[1]).micros(), ((Timestamp) a[2]).micros())));
    registry.add(
        "timestamptz_bin",
        (a, c) ->
            new TimestampTz(
                bin(
                    (Interval) a[0],
                    ((TimestampTz) a[1]).micros(),
                    ((TimestampTz) a[2]).micros())));
  }

  private static TimestampTz truncated(
      String unit, TimestampTz moment, ZoneId zone, CallContext context) {
    if (!moment.isFinite()) {
      return moment;
    }
    return DateTimes.at(truncated(unit, moment.at(zone), context), zone);
  }

  private static Timestamp truncated(String written, Timestamp time, CallContext context) {
    if (!time.isFinite()) {
      return time;
    }
    LocalDateTime local = time.toLocal();
    LocalDate day = local.toLocalDate();
    String unit = DateTimeParts.canonical(written);
    int year = day.getYear();
    LocalDateTime result =
        switch (unit) {
          case "microseconds" -> local;
          case "milliseconds" -> local.truncatedTo(ChronoUnit.MILLIS);
          case "second" -> local.truncatedTo(ChronoUnit.SECONDS);
          case "minute" -> local.truncatedTo(ChronoUnit.MINUTES);
          case "hour" -> local.truncatedTo(ChronoUnit.HOURS);
          case "day" -> day.atStartOfDay();
          case "week" ->
              day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
          case "month" -> day.withDayOfMonth(1).atStartOfDay();
          case "quarter" ->
              LocalDate.of(year, (day.getMonthValue() - 1) / 3 * 3 + 1, 1).atStartOfDay();
          case "year" -> LocalDate.of(year, 1, 1).atStartOfDay();
          case "decade" -> LocalDate.of(Math.floorDiv(year, 10) * 10, 1, 1).atStartOfDay();
          case "century" ->
              LocalDate.of(Math.floorDiv(year - 1, 100) * 100 + 1, 1, 1).atStartOfDay();
          case "millennium" ->
              LocalDate.of(Math.floorDiv(year - 1, 1000) * 1000 + 1, 1, 1).atStartOfDay();
          default -> throw IntervalArithmetic.unknownUnit(written, context.argument(1).sqlName());
        };
    return Timestamp.of(result);
  }

  private static Interval truncated(String written, Interval interval) {
    if (!interval.isFinite()) {
      return interval;
    }
    int months = interval.months();
    long micros = interval.micros();
    return switch (DateTimeParts.canonical(written)) {
      case "microseconds" -> interval;
      case "milliseconds" -> with(interval, micros / 1000 * 1000);
      case "second" ->
          with(interval, micros / DateTimes.MICROS_PER_SECOND * DateTimes.MICROS_PER_SECOND);
      case "minute" ->
          with(interval, micros / DateTimes.MICROS_PER_MINUTE * DateTimes.MICROS_PER_MINUTE);
      case "hour" -> with(interval, micros / DateTimes.MICROS_PER_HOUR * DateTimes.MICROS_PER_HOUR);
      case "day" -> with(interval, 0);
      case "month" -> new Interval(months, 0, 0);
      case "quarter" -> new Interval(months / 3 * 3, 0, 0);
      case "year" -> new Interval(months / 12 * 12, 0, 0);
      case "decade" -> new Interval(months / 120 * 120, 0, 0);
      case "century" -> new Interval(months / 1200 * 1200, 0, 0);
      case "millennium" -> new Interval(months / 12000 * 12000, 0, 0);
      case "week" ->
          throw new SqlException(
                  SqlState.FEATURE_NOT_SUPPORTED, "unit \"week\" not supported for type interval")
              .with(SqlException.Field.DETAIL, "Months usually have fractional weeks.");
      default -> throw IntervalArithmetic.unknownUnit(written, "interval");
    };
  }

  private static Interval with(Interval interval, long micros) {
    return new Interval(interval.months(), interval.days(), micros);
  }

  private static long bin(Interval stride, long source, long origin) {
    if (stride.months() != 0) {
      throw SqlException.unsupported("timestamps binned into intervals of months or years");
    }
    long width = stride.days() * DateTimes.MICROS_PER_DAY + stride.micros();
    if (width <= 0) {
      throw new SqlException(SqlState.DATETIME_FIELD_OVERFLOW, "stride must be greater than zero");
    }
    return DateTimes.checked(origin + Math.floorDiv(source - origin, width) * width);
  }
}
