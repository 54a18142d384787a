package dev.instar.engine.type;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;

/** The arithmetic that dates and times share. */
public final class DateTimes {
  public static final long MICROS_PER_SECOND = 1_000_000L;
  public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
  private static final long NANOS_PER_MICRO = 1000;

  /** 4714-11-24 00:00:00 BC. */
  public static final long MIN_MICROS = Date.MIN_DAYS * MICROS_PER_DAY;

  /** The first moment that is too late: 294277-01-01. */
  public static final long END_MICROS =
      (LocalDate.of(294277, 1, 1).toEpochDay() - Date.EPOCH_DAY) * MICROS_PER_DAY;

  private DateTimes() {}

  /** Of a day since 2000-01-01 and a time of day. */
  public static long micros(long days, long microsOfDay) {
    return Math.addExact(Math.multiplyExact(days, MICROS_PER_DAY), microsOfDay);
  }

  static long micros(LocalDateTime time) {
    return micros(
        time.toLocalDate().toEpochDay() - Date.EPOCH_DAY,
        time.toLocalTime().toNanoOfDay() / NANOS_PER_MICRO);
  }

  public static LocalDateTime local(long micros) {
    return LocalDateTime.of(
        LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY) + Date.EPOCH_DAY),
        LocalTime.ofNanoOfDay(Math.floorMod(micros, MICROS_PER_DAY) * NANOS_PER_MICRO));
  }

  /**
   * @throws dev.instar.engine.error.SqlException with 22008 outside the range of timestamps
   */
  public static long checked(long micros) {
    if (micros < MIN_MICROS || micros >= END_MICROS) {
      throw InputErrors.dateTimeOutOfRange("timestamp");
    }
    return micros;
  }

  /**
   * The moment at which clocks in {@code zone} show {@code local}. In the hour that spring leaves
   * out the offset before it counts, in the hour that autumn repeats the one after it, as in
   * PostgreSQL's {@code DetermineTimeZoneOffset}.
   */
  public static TimestampTz at(Timestamp local, ZoneId zone) {
    if (!local.isFinite()) {
      return new TimestampTz(local.micros());
    }
    return new TimestampTz(
        checked(local.micros() - offset(local, zone).getTotalSeconds() * MICROS_PER_SECOND));
  }

  static ZoneOffset offset(Timestamp local, ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      return offset;
    }
    LocalDateTime time = local.toLocal();
    ZoneOffsetTransition transition = zone.getRules().getTransition(time);
    if (transition == null) {
      return zone.getRules().getOffset(time);
    }
    return transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter();
  }

  /** Rounds to that many digits of a second, half away from zero. */
  public static long round(long micros, int digits) {
    if (digits >= 6) {
      return micros;
    }
    long unit = 1;
    for (int i = digits; i < 6; i++) {
      unit *= 10;
    }
    long half = unit / 2;
    return micros >= 0 ? (micros + half) / unit * unit : -((-micros + half) / unit * unit);
  }
}
