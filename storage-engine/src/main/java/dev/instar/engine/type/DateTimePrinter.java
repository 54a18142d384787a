package dev.instar.engine.type;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Dates and times as DateStyle ISO prints them. */
public final class DateTimePrinter {
  private DateTimePrinter() {}

  static void date(StringBuilder out, LocalDate date) {
    int year = date.getYear();
    int shown = year > 0 ? year : 1 - year;
    padded(out, shown, 4);
    out.append('-');
    padded(out, date.getMonthValue(), 2);
    out.append('-');
    padded(out, date.getDayOfMonth(), 2);
  }

  static void era(StringBuilder out, LocalDate date) {
    if (date.getYear() <= 0) {
      out.append(" BC");
    }
  }

  static void padded(StringBuilder out, long number, int width) {
    String digits = Long.toString(number);
    out.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  /** {@code 04:05:06.7}, of at least 0. */
  static void time(StringBuilder out, long micros) {
    long seconds = micros / DateTimes.MICROS_PER_SECOND;
    padded(out, seconds / 3600, 2);
    out.append(':');
    padded(out, seconds / 60 % 60, 2);
    out.append(':');
    padded(out, seconds % 60, 2);
    fraction(out, micros % DateTimes.MICROS_PER_SECOND);
  }

  static void fraction(StringBuilder out, long micros) {
    if (micros != 0) {
      out.append('.');
      int start = out.length();
      padded(out, micros, 6);
      int end = out.length();
      while (end > start && out.charAt(end - 1) == '0') {
        end--;
      }
      out.setLength(end);
    }
  }

  static void offset(StringBuilder out, int seconds) {
    out.append(seconds < 0 ? '-' : '+');
    int size = Math.abs(seconds);
    padded(out, size / 3600, 2);
    if (size % 3600 != 0) {
      out.append(':');
      padded(out, size / 60 % 60, 2);
      if (size % 60 != 0) {
        out.append(':');
        padded(out, size % 60, 2);
      }
    }
  }

  public static String print(Date value) {
    if (!value.isFinite()) {
      return value.days() > 0 ? "infinity" : "-infinity";
    }
    StringBuilder out = new StringBuilder(10);
    LocalDate date = value.toLocalDate();
    date(out, date);
    era(out, date);
    return out.toString();
  }

  public static String print(Timestamp value) {
    return print(value, ' ', null);
  }

  public static String print(TimestampTz value, TextFormat format) {
    return print(value, ' ', format);
  }

  static String print(TimestampTz value, char separator, TextFormat format) {
    return value.isFinite()
        ? print(value.at(format.timeZone()), separator, value.offset(format.timeZone()))
        : print(new Timestamp(value.micros()), separator, null);
  }

  /** With {@code T} between date and time, as JSON has it. */
  public static String printJson(Timestamp value) {
    return print(value, 'T', null);
  }

  /** With {@code T} between date and time and minutes in the offset, as JSON has it. */
  public static String printJson(TimestampTz value, TextFormat format) {
    if (!value.isFinite()) {
      return print(value, format);
    }
    ZoneOffset offset = value.offset(format.timeZone());
    String text = print(value.at(format.timeZone()), 'T', offset);
    return offset.getTotalSeconds() % 3600 == 0
        ? text.replaceFirst("([+-]\\d\\d)( BC)?$", "$1:00$2")
        : text;
  }

  private static String print(Timestamp value, char separator, ZoneOffset offset) {
    if (!value.isFinite()) {
      return value.micros() > 0 ? "infinity" : "-infinity";
    }
    StringBuilder out = new StringBuilder(29);
    LocalDate date = value.toLocal().toLocalDate();
    date(out, date);
    out.append(separator);
    time(out, Math.floorMod(value.micros(), DateTimes.MICROS_PER_DAY));
    if (offset != null) {
      offset(out, offset.getTotalSeconds());
    }
    era(out, date);
    return out.toString();
  }

  public static String print(Time value) {
    StringBuilder out = new StringBuilder(15);
    time(out, value.micros());
    return out.toString();
  }

  public static String print(TimeTz value) {
    StringBuilder out = new StringBuilder(21);
    time(out, value.micros());
    offset(out, value.offsetSeconds());
    return out.toString();
  }
}
