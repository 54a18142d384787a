package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.Date;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.InputErrors;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Time;
import dev.instar.engine.type.TimeTz;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Sums and differences of dates, times and intervals. A month is added by the calendar, a day by
 * the calendar of the zone, the rest by the clock. 22008 beyond the range.
 */
final class DateTimeArithmetic {
  private DateTimeArithmetic() {}

  static void register(Registry registry) {
    dates(registry);
    timestamps(registry);
    times(registry);
    IntervalArithmetic.register(registry);
  }

  private static void dates(Registry registry) {
    registry.add("date_pli", (a, c) -> plusDays((Date) a[0], (Integer) a[1]));
    registry.add("date_mii", (a, c) -> plusDays((Date) a[0], -(long) (Integer) a[1]));
    registry.add("sql.integer_pl_date", (a, c) -> plusDays((Date) a[1], (Integer) a[0]));
    registry.add(
        "date_mi",
        (a, c) -> {
          Date left = (Date) a[0];
          Date right = (Date) a[1];
          if (!left.isFinite() || !right.isFinite()) {
            throw new SqlException(
                SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite dates");
          }
          return left.days() - right.days();
        });
    registry.add(
        "date_pl_interval",
        (a, c) -> plus(DateTimeConversions.timestamp((Date) a[0]), (Interval) a[1]));
    registry.add(
        "date_mi_interval",
        (a, c) -> minus(DateTimeConversions.timestamp((Date) a[0]), (Interval) a[1]));
    registry.add(
        "sql.interval_pl_date",
        (a, c) -> plus(DateTimeConversions.timestamp((Date) a[1]), (Interval) a[0]));
    registry.add("datetime_timestamp", (a, c) -> at((Date) a[0], (Time) a[1]));
    registry.add("sql.timedate_pl", (a, c) -> at((Date) a[1], (Time) a[0]));
    registry.add(
        "datetimetz_timestamptz",
        (a, c) -> {
          TimeTz time = (TimeTz) a[1];
          Timestamp day = DateTimeConversions.timestamp((Date) a[0]);
          return day.isFinite()
              ? new TimestampTz(DateTimes.checked(day.micros() + time.utcMicros()))
              : new TimestampTz(day.micros());
        });
  }

  private static Date plusDays(Date date, long days) {
    return date.isFinite() ? Date.ofDays(date.days() + days) : date;
  }

  private static Timestamp at(Date date, Time time) {
    Timestamp day = DateTimeConversions.timestamp(date);
    return day.isFinite() ? new Timestamp(DateTimes.checked(day.micros() + time.micros())) : day;
  }

  private static void timestamps(Registry registry) {
    registry.add("timestamp_pl_interval", (a, c) -> plus((Timestamp) a[0], (Interval) a[1]));
    registry.add("timestamp_mi_interval", (a, c) -> minus((Timestamp) a[0], (Interval) a[1]));
    registry.add("sql.interval_pl_timestamp", (a, c) -> plus((Timestamp) a[1], (Interval) a[0]));
    // Of either type, as on the server.
    registry.add("timestamp_mi", (a, c) -> minus(micros(a[0]), micros(a[1])));
    registry.add(
        "timestamptz_pl_interval", (a, c) -> plus((TimestampTz) a[0], (Interval) a[1], zone(a, c)));
    registry.add(
        "timestamptz_mi_interval",
        (a, c) -> plus((TimestampTz) a[0], IntervalArithmetic.negate((Interval) a[1]), zone(a, c)));
    registry.add(
        "sql.interval_pl_timestamptz",
        (a, c) -> plus((TimestampTz) a[1], (Interval) a[0], c.format().timeZone()));
  }

  private static long micros(Object timestamp) {
    return timestamp instanceof Timestamp local
        ? local.micros()
        : ((TimestampTz) timestamp).micros();
  }

  private static ZoneId zone(Object[] a, CallContext c) {
    return a.length > 2
        ? dev.instar.engine.type.TimeZones.of(Texts.of(a[2]))
        : c.format().timeZone();
  }

  static Timestamp plus(Timestamp time, Interval interval) {
    if (!interval.isFinite() || !time.isFinite()) {
      return new Timestamp(infinite(time.micros(), time.isFinite(), interval));
    }
    try {
      LocalDateTime local = time.toLocal().plusMonths(interval.months()).plusDays(interval.days());
      long micros = Math.addExact(Timestamp.of(local).micros(), interval.micros());
      return new Timestamp(DateTimes.checked(micros));
    } catch (ArithmeticException | java.time.DateTimeException e) {
      throw InputErrors.dateTimeOutOfRange("timestamp");
    }
  }

  static Timestamp minus(Timestamp time, Interval interval) {
    return plus(time, IntervalArithmetic.negate(interval));
  }

  private static long infinite(long micros, boolean finite, Interval interval) {
    long other = interval.months() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    if (finite) {
      return other;
    }
    if (!interval.isFinite() && other != micros) {
      throw InputErrors.dateTimeOutOfRange("timestamp");
    }
    return micros;
  }

  static TimestampTz plus(TimestampTz time, Interval interval, ZoneId zone) {
    if (!interval.isFinite() || !time.isFinite()) {
      return new TimestampTz(infinite(time.micros(), time.isFinite(), interval));
    }
    TimestampTz moved = time;
    if (interval.months() != 0) {
      moved = DateTimes.at(plus(moved.at(zone), new Interval(interval.months(), 0, 0)), zone);
    }
    if (interval.days() != 0) {
      moved = DateTimes.at(plus(moved.at(zone), new Interval(0, interval.days(), 0)), zone);
    }
    try {
      return new TimestampTz(DateTimes.checked(Math.addExact(moved.micros(), interval.micros())));
    } catch (ArithmeticException e) {
      throw InputErrors.dateTimeOutOfRange("timestamp");
    }
  }

  /** In days and less; infinities of two signs are an infinite interval. */
  private static Interval minus(long left, long right) {
    boolean infiniteLeft = left == Long.MAX_VALUE || left == Long.MIN_VALUE;
    boolean infiniteRight = right == Long.MAX_VALUE || right == Long.MIN_VALUE;
    if (infiniteLeft || infiniteRight) {
      if (left == right) {
        throw InputErrors.dateTimeOutOfRange("interval");
      }
      boolean positive = infiniteLeft ? left > 0 : right < 0;
      return positive ? Interval.INFINITY : Interval.NEGATIVE_INFINITY;
    }
    try {
      long micros = Math.subtractExact(left, right);
      return new Interval(
          0, (int) (micros / DateTimes.MICROS_PER_DAY), micros % DateTimes.MICROS_PER_DAY);
    } catch (ArithmeticException e) {
      throw InputErrors.dateTimeOutOfRange("interval");
    }
  }

  private static void times(Registry registry) {
    registry.add("time_pl_interval", (a, c) -> shifted((Time) a[0], ((Interval) a[1]), 1));
    registry.add("time_mi_interval", (a, c) -> shifted((Time) a[0], ((Interval) a[1]), -1));
    registry.add("sql.interval_pl_time", (a, c) -> shifted((Time) a[1], (Interval) a[0], 1));
    registry.add(
        "time_mi_time",
        (a, c) -> new Interval(0, 0, ((Time) a[0]).micros() - ((Time) a[1]).micros()));
    registry.add(
        "timetz_pl_interval",
        (a, c) -> {
          TimeTz time = (TimeTz) a[0];
          return new TimeTz(
              shifted(new Time(time.micros()), (Interval) a[1], 1).micros(), time.offsetSeconds());
        });
    registry.add(
        "timetz_mi_interval",
        (a, c) -> {
          TimeTz time = (TimeTz) a[0];
          return new TimeTz(
              shifted(new Time(time.micros()), (Interval) a[1], -1).micros(), time.offsetSeconds());
        });
  }

  private static Time shifted(Time time, Interval interval, int sign) {
    if (!interval.isFinite()) {
      throw new SqlException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          "cannot "
              + (sign > 0 ? "add" : "subtract")
              + " infinite interval "
              + (sign > 0 ? "to" : "from")
              + " time");
    }
    long rest = interval.micros() % DateTimes.MICROS_PER_DAY;
    return new Time(Math.floorMod(time.micros() + sign * rest, DateTimes.MICROS_PER_DAY));
  }

  /** Of a calendar day. */
  static LocalDate day(Timestamp time) {
    return time.toLocal().toLocalDate();
  }
}
