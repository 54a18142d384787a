package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.Date;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.Map;

/** The fields that a template found in a text, until they are a date and a time. One thread's. */
final class ReadFields {
  private final String input;
  private final Map<String, Integer> values = new HashMap<>();
  private int yearDigits;
  private boolean isoWeeks;
  private boolean calendar;

  ReadFields(String input) {
    this.input = input;
  }

  /**
   * @throws SqlException with 22007 if it was another value before, or if fields of ISO weeks and
   *     of the calendar meet
   */
  void set(DateTimePicture.Field field, String name, int value) {
    convention(field.name());
    Integer before = values.put(name, value);
    if (before != null && before != value && before != 0) {
      throw new SqlException(
              SqlState.INVALID_DATETIME_FORMAT,
              "conflicting values for \"%s\" field in formatting string"
                  .formatted(field.spelling()))
          .with(
              SqlException.Field.DETAIL,
              "This value contradicts a previous setting for the same field type.");
    }
  }

  private void convention(String name) {
    switch (name) {
      case "IYYY", "IYY", "IY", "I", "IW", "IDDD", "ID" -> isoWeeks = true;
      case "YYYY",
          "YYY",
          "YY",
          "Y",
          "Y,YYY",
          "MM",
          "MONTH",
          "MON",
          "DD",
          "DDD",
          "WW",
          "W",
          "D",
          "RM",
          "CC" ->
          calendar = true;
      default -> {}
    }
    if (isoWeeks && calendar) {
      throw new SqlException(
              SqlState.INVALID_DATETIME_FORMAT, "invalid combination of date conventions")
          .with(
              SqlException.Field.HINT,
              "Do not mix Gregorian and ISO week date conventions in a formatting template.");
    }
  }

  void year(DateTimePicture.Field field, int year, int digits) {
    set(field, "YYYY", year);
    yearDigits = digits;
  }

  private int get(String name) {
    return values.getOrDefault(name, 0);
  }

  private SqlException outOfRange(boolean dateStyle) {
    SqlException error =
        new SqlException(
            SqlState.DATETIME_FIELD_OVERFLOW,
            "date/time field value out of range: \"" + input + "\"");
    return dateStyle
        ? error.with(SqlException.Field.HINT, "Perhaps you need a different \"DateStyle\" setting.")
        : error;
  }

  /**
   * @throws SqlException with 22008 if there is no such day or time
   */
  LocalDateTime dateTime() {
    long seconds = get("SSSS");
    int hour = hour();
    int minute = get("MI");
    int second = get("SS");
    if (seconds != 0) {
      hour = (int) (seconds / 3600);
      minute = (int) (seconds / 60 % 60);
      second = (int) (seconds % 60);
    }
    boolean valid =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    if (!valid) {
      throw outOfRange(false);
    }
    int micros = get("MS") * 1000 + get("US");
    return date().atTime(LocalTime.of(hour, minute, second)).plusNanos(micros * 1000L);
  }

  private int hour() {
    int hour = get("HH");
    if (!values.containsKey("CLOCK")) {
      return hour;
    }
    if (hour < 1 || hour > 12) {
      throw new SqlException(
              SqlState.INVALID_DATETIME_FORMAT,
              "hour \"" + hour + "\" is invalid for the 12-hour clock")
          .with(
              SqlException.Field.HINT, "Use the 24-hour clock, or give an hour between 1 and 12.");
    }
    return hour % 12 + (get("PM") == 1 ? 12 : 0);
  }

  /** Astronomical. */
  private int year() {
    int year = get("YYYY");
    boolean before = get("BC") == 1;
    if (values.containsKey("CC") && year != 0 && yearDigits <= 2) {
      int century = get("CC");
      year = year % 100 + (year % 100 == 0 ? century * 100 : (century - 1) * 100);
    } else if (values.containsKey("CC") && year == 0) {
      return before ? -(get("CC") - 1) * 100 : (get("CC") - 1) * 100 + 1;
    }
    year = before ? -year : year;
    return year < 0 ? year + 1 : year;
  }

  private LocalDate date() {
    int year = year();
    try {
      if (values.containsKey("J")) {
        return LocalDate.ofEpochDay(get("J") - 2451545L + Date.EPOCH_DAY);
      }
      if (values.containsKey("IW") || values.containsKey("IDDD")) {
        int days =
            values.containsKey("IDDD")
                ? get("IDDD") - 1
                : (get("IW") - 1) * 7 + Math.max(get("ID"), 1) - 1;
        return LocalDate.of(year, 1, 4)
            .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1)
            .with(java.time.DayOfWeek.MONDAY)
            .plusDays(days);
      }
      if (values.containsKey("DDD") && get("MM") == 0) {
        return ofDayOfYear(year, get("DDD"));
      }
      if (values.containsKey("WW")) {
        return ofDayOfYear(year, (get("WW") - 1) * 7 + 1);
      }
    } catch (DateTimeException e) {
      throw outOfRange(false);
    }
    return ofMonth(year);
  }

  private LocalDate ofDayOfYear(int year, int day) {
    if (day < 1 || day > LocalDate.of(year, 1, 1).lengthOfYear()) {
      throw outOfRange(false);
    }
    return LocalDate.ofYearDay(year, day);
  }

  private LocalDate ofMonth(int year) {
    int month = get("MM") == 0 && !values.containsKey("MM") ? 1 : get("MM");
    int day = get("DD") == 0 && !values.containsKey("DD") ? 1 : get("DD");
    if (values.containsKey("W") && !values.containsKey("DD")) {
      day = (get("W") - 1) * 7 + 1;
    }
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      throw outOfRange(true);
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      throw outOfRange(false);
    }
  }

  /** In the session's zone, unless the text named an offset. */
  TimestampTz moment(ZoneId session) {
    ZoneId zone = session;
    if (values.containsKey("TZH")) {
      int seconds = (get("TZH") * 60 + get("TZM")) * 60;
      try {
        zone = ZoneOffset.ofTotalSeconds(get("TZSIGN") * seconds);
      } catch (DateTimeException e) {
        throw outOfRange(false);
      }
    }
    return DateTimes.at(Timestamp.of(dateTime()), zone);
  }
}
