package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.Date;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Time;
import dev.instar.engine.type.TimeTz;
import dev.instar.engine.type.TimeZones;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Clocks, parts, construction, age and zones. PostgreSQL's manual, section 9.9. */
final class DateTimeFunctions {
  private DateTimeFunctions() {}

  static void register(Registry registry) {
    clocks(registry);
    making(registry);
    zones(registry);
    ages(registry);
    DateTimeParts.register(registry);
    DateTimeTruncation.register(registry);
    for (String type : new String[] {"timestamp", "timestamptz", "time", "timetz"}) {
      registry.add("overlaps_" + type, (a, c) -> DateTimeOverlaps.overlaps(a, c));
    }
    registry.add("sql.overlaps", (a, c) -> DateTimeOverlaps.ofLengths(a, c));
    registry.add("date_finite", (a, c) -> ((Date) a[0]).isFinite());
    registry.add(
        "timestamp_finite",
        (a, c) -> a[0] instanceof Timestamp t ? t.isFinite() : ((TimestampTz) a[0]).isFinite());
  }

  private static TimestampTz now(CallContext c) {
    return TimestampTz.of(c.format().session().transactionStart());
  }

  private static void clocks(Registry registry) {
    registry.add("now", (a, c) -> now(c));
    registry.add("statement_timestamp", (a, c) -> TimestampTz.of(c.session().statementStart()));
    registry.add("clock_timestamp", (a, c) -> TimestampTz.of(c.session().clock()));
    registry.add(
        "timeofday",
        (a, c) -> {
          java.time.ZonedDateTime time = c.session().clock().atZone(c.format().timeZone());
          return java.time.format.DateTimeFormatter.ofPattern(
                  "EEE MMM dd HH:mm:ss.SSSSSS yyyy zzz", java.util.Locale.ROOT)
              .format(time);
        });
  }

  private static SqlException fieldOutOfRange(String what, String text) {
    return new SqlException(
        SqlState.DATETIME_FIELD_OVERFLOW, what + " field value out of range: " + text);
  }

  private static LocalDate date(int year, int month, int day) {
    try {
      if (year == 0) {
        throw new DateTimeException("no year 0");
      }
      return LocalDate.of(year < 0 ? year + 1 : year, month, day);
    } catch (DateTimeException e) {
      throw fieldOutOfRange("date", "%d-%02d-%02d".formatted(year, month, day));
    }
  }

  private static long time(int hour, int minute, double second) {
    boolean valid =
        hour >= 0
            && hour <= 24
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 60
            && (hour < 24 || (minute == 0 && second == 0));
    if (!valid) {
      throw fieldOutOfRange("time", "%d:%02d:%s".formatted(hour, minute, trimmed(second)));
    }
    return hour * DateTimes.MICROS_PER_HOUR
        + minute * DateTimes.MICROS_PER_MINUTE
        + (long) Math.rint(second * DateTimes.MICROS_PER_SECOND);
  }

  private static String trimmed(double second) {
    return second == Math.rint(second) ? "%02d".formatted((long) second) : Double.toString(second);
  }

  private static Timestamp timestamp(Object[] a) {
    LocalDate date = date((Integer) a[0], (Integer) a[1], (Integer) a[2]);
    long micros = time((Integer) a[3], (Integer) a[4], (Double) a[5]);
    return new Timestamp(
        DateTimes.checked(DateTimes.micros(date.toEpochDay() - Date.EPOCH_DAY, micros)));
  }

  private static void making(Registry registry) {
    registry.add(
        "make_date", (a, c) -> Date.of(date((Integer) a[0], (Integer) a[1], (Integer) a[2])));
    registry.add(
        "make_time", (a, c) -> new Time(time((Integer) a[0], (Integer) a[1], (Double) a[2])));
    registry.add("make_timestamp", (a, c) -> timestamp(a));
    registry.add("make_timestamptz", (a, c) -> DateTimes.at(timestamp(a), c.format().timeZone()));
    registry.add(
        "make_timestamptz_at_timezone",
        (a, c) -> DateTimes.at(timestamp(a), TimeZones.of(Texts.of(a[6]))));
    registry.add(
        "make_interval",
        (a, c) -> {
          int[] p = new int[6];
          for (int i = 0; i < 6 && i < a.length; i++) {
            p[i] = (Integer) a[i];
          }
          double seconds = a.length > 6 ? (Double) a[6] : 0;
          return Interval.checked(
              p[0] * 12L + p[1],
              p[2] * 7L + p[3],
              p[4] * DateTimes.MICROS_PER_HOUR
                  + p[5] * DateTimes.MICROS_PER_MINUTE
                  + (long) Math.rint(seconds * DateTimes.MICROS_PER_SECOND));
        });
    registry.add("float8_timestamptz", (a, c) -> epoch((Double) a[0]));
  }

  private static TimestampTz epoch(double seconds) {
    if (Double.isNaN(seconds)) {
      throw new SqlException(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp cannot be NaN");
    }
    if (Double.isInfinite(seconds)) {
      return seconds > 0 ? TimestampTz.INFINITY : TimestampTz.NEGATIVE_INFINITY;
    }
    double shifted = seconds + Date.EPOCH_DAY * -86400.0;
    double micros = Math.rint(shifted * DateTimes.MICROS_PER_SECOND);
    if (Math.abs(micros) >= 0x1p63) {
      throw dev.instar.engine.type.InputErrors.dateTimeOutOfRange("timestamp");
    }
    return new TimestampTz(DateTimes.checked((long) micros));
  }

  private static void zones(Registry registry) {
    registry.add(
        "timestamp_zone", (a, c) -> DateTimes.at((Timestamp) a[1], TimeZones.of(Texts.of(a[0]))));
    registry.add(
        "timestamptz_zone", (a, c) -> ((TimestampTz) a[1]).at(TimeZones.of(Texts.of(a[0]))));
    registry.add(
        "timestamp_izone", (a, c) -> DateTimes.at((Timestamp) a[1], offset((Interval) a[0])));
    registry.add("timestamptz_izone", (a, c) -> ((TimestampTz) a[1]).at(offset((Interval) a[0])));
    registry.add(
        "timestamp_at_local", (a, c) -> DateTimes.at((Timestamp) a[0], c.format().timeZone()));
    registry.add("timestamptz_at_local", (a, c) -> ((TimestampTz) a[0]).at(c.format().timeZone()));
    registry.add(
        "timetz_zone",
        (a, c) -> {
          ZoneId zone = TimeZones.of(Texts.of(a[0]));
          return at((TimeTz) a[1], now(c).offset(zone));
        });
    registry.add("timetz_izone", (a, c) -> at((TimeTz) a[1], offset((Interval) a[0])));
  }

  private static TimeTz at(TimeTz time, ZoneOffset offset) {
    long micros = time.utcMicros() + offset.getTotalSeconds() * DateTimes.MICROS_PER_SECOND;
    return new TimeTz(Math.floorMod(micros, DateTimes.MICROS_PER_DAY), offset.getTotalSeconds());
  }

  private static ZoneOffset offset(Interval interval) {
    if (interval.months() != 0 || interval.days() != 0) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "interval time zone \"" + interval + "\" must not include months or days");
    }
    try {
      return ZoneOffset.ofTotalSeconds((int) (interval.micros() / DateTimes.MICROS_PER_SECOND));
    } catch (DateTimeException e) {
      throw SqlException.unsupported("time zone " + interval);
    }
  }

  private static void ages(Registry registry) {
    registry.add("timestamp_age", (a, c) -> age((Timestamp) a[0], (Timestamp) a[1]));
    registry.add(
        "timestamptz_age",
        (a, c) ->
            age(
                ((TimestampTz) a[0]).at(c.format().timeZone()),
                ((TimestampTz) a[1]).at(c.format().timeZone())));
    registry.add(
        "sql.age",
        (a, c) -> {
          ZoneId zone = c.format().timeZone();
          Timestamp today =
              DateTimeConversions.timestamp(DateTimeConversions.date(now(c).at(zone)));
          return age(today, a[0] instanceof TimestampTz t ? t.at(zone) : (Timestamp) a[0]);
        });
  }

  /** In years, months and days of the calendar, counted from the earlier one. */
  private static Interval age(Timestamp left, Timestamp right) {
    if (!left.isFinite() || !right.isFinite()) {
      if (left.equals(right)) {
        throw dev.instar.engine.type.InputErrors.dateTimeOutOfRange("interval");
      }
      return left.compareTo(right) > 0 ? Interval.INFINITY : Interval.NEGATIVE_INFINITY;
    }
    boolean negative = left.compareTo(right) < 0;
    LocalDateTime later = negative ? right.toLocal() : left.toLocal();
    LocalDateTime earlier = negative ? left.toLocal() : right.toLocal();
    long micros = (later.toLocalTime().toNanoOfDay() - earlier.toLocalTime().toNanoOfDay()) / 1000;
    int days = later.getDayOfMonth() - earlier.getDayOfMonth();
    int months =
        (later.getYear() - earlier.getYear()) * 12
            + later.getMonthValue()
            - earlier.getMonthValue();
    if (micros < 0) {
      micros += DateTimes.MICROS_PER_DAY;
      days--;
    }
    while (days < 0) {
      days += earlier.toLocalDate().lengthOfMonth();
      months--;
    }
    Period period = Period.of(0, months, days);
    return negative
        ? new Interval(-period.getMonths(), -period.getDays(), -micros)
        : new Interval(period.getMonths(), period.getDays(), micros);
  }
}
