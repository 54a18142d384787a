package dev.instar.engine.function;

import dev.instar.engine.type.Date;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.JulianFields;
import java.util.Locale;

/**
 * What a template can show of a moment or of an interval.
 *
 * @param year astronomical: 0 is 1 BC
 * @param month 0 if an interval has none
 * @param day of the month
 * @param dayOfYear of an interval, its days if a month had 30
 * @param hour unbounded for an interval, and negative with a negative one, as all of the time
 * @param date null for an interval
 * @param zone its abbreviation; empty without a zone
 * @param offsetSeconds east of Greenwich
 */
record ShownTime(
    int year,
    int month,
    int day,
    int dayOfYear,
    long hour,
    int minute,
    int second,
    int micros,
    LocalDate date,
    String zone,
    int offsetSeconds) {
  static ShownTime of(Timestamp time) {
    return of(time.toLocal(), "", 0);
  }

  static ShownTime of(TimestampTz moment, ZoneId zone) {
    ZoneOffset offset = moment.offset(zone);
    String name =
        zone instanceof ZoneOffset
            ? offsetName(zone, offset)
            : DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH)
                .format(moment.toInstant().atZone(zone));
    return of(moment.at(zone).toLocal(), name, offset.getTotalSeconds());
  }

  private static String offsetName(ZoneId zone, ZoneOffset offset) {
    return offset.getTotalSeconds() == 0 ? "UTC" : zone.getId();
  }

  private static ShownTime of(LocalDateTime time, String zone, int offsetSeconds) {
    return new ShownTime(
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getDayOfYear(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        time.getNano() / 1000,
        time.toLocalDate(),
        zone,
        offsetSeconds);
  }

  static ShownTime of(Interval interval) {
    long micros = interval.micros();
    return new ShownTime(
        interval.months() / 12,
        interval.months() % 12,
        interval.days(),
        interval.months() * 30 + interval.days(),
        micros / DateTimes.MICROS_PER_HOUR,
        (int) (micros / DateTimes.MICROS_PER_MINUTE % 60),
        (int) (micros / DateTimes.MICROS_PER_SECOND % 60),
        (int) (micros % DateTimes.MICROS_PER_SECOND),
        null,
        "",
        0);
  }

  boolean isInterval() {
    return date == null;
  }

  /** The year as it is written: 1 BC is 1. */
  int shownYear() {
    return isInterval() ? year : shown(year);
  }

  static int shown(int astronomical) {
    return astronomical <= 0 ? 1 - astronomical : astronomical;
  }

  /** Monday is 1. */
  int isoWeekday() {
    return date.getDayOfWeek().getValue();
  }

  long julianDay() {
    return isInterval()
        ? LocalDate.of(year, 1, 1).getLong(JulianFields.JULIAN_DAY) - 1 + dayOfYear
        : date.toEpochDay() - Date.EPOCH_DAY + 2451545L;
  }
}
