package dev.instar.engine.function;

import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** to_char of moments and intervals. PostgreSQL's manual, section 9.8. */
final class DateTimeToText {
  private static final String[] ROMAN = {
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"
  };

  /** The longest name of a day or month. */
  private static final int NAME_WIDTH = 9;

  private final ShownTime time;
  private final StringBuilder out = new StringBuilder();

  private DateTimeToText(ShownTime time) {
    this.time = time;
  }

  static void register(Registry registry) {
    registry.add(
        "timestamp_to_char",
        (a, c) -> {
          Timestamp time = (Timestamp) a[0];
          return time.isFinite() ? print(ShownTime.of(time), Texts.of(a[1])) : null;
        });
    registry.add(
        "timestamptz_to_char",
        (a, c) -> {
          TimestampTz moment = (TimestampTz) a[0];
          return moment.isFinite()
              ? print(ShownTime.of(moment, c.format().timeZone()), Texts.of(a[1]))
              : null;
        });
    registry.add(
        "interval_to_char",
        (a, c) -> {
          Interval interval = (Interval) a[0];
          return interval.isFinite() ? print(ShownTime.of(interval), Texts.of(a[1])) : null;
        });
  }

  private static String print(ShownTime time, String picture) {
    if (picture.isEmpty()) {
      return null;
    }
    DateTimeToText printer = new DateTimeToText(time);
    for (DateTimePicture.Part part : DateTimePicture.of(picture).parts()) {
      switch (part) {
        case DateTimePicture.Literal literal -> printer.out.append(literal.character());
        case DateTimePicture.Field field -> printer.field(field);
      }
    }
    return printer.out.toString();
  }

  private void field(DateTimePicture.Field f) {
    switch (f.name()) {
      case "AM", "PM" -> cased(f, isAfternoon() ? "PM" : "AM");
      case "A.M.", "P.M." -> cased(f, isAfternoon() ? "P.M." : "A.M.");
      case "AD", "BC" -> cased(f, calendar().year() <= 0 ? "BC" : "AD");
      case "A.D.", "B.C." -> cased(f, calendar().year() <= 0 ? "B.C." : "A.D.");
      case "HH", "HH12" -> number(f, time.hour() % 12 == 0 ? 12 : time.hour() % 12, 2);
      case "HH24" -> number(f, time.hour(), 2);
      case "MI" -> number(f, time.minute(), 2);
      case "SS" -> number(f, time.second(), 2);
      case "MS" -> digits(f, "%03d".formatted(time.micros() / 1000));
      case "US" -> digits(f, "%06d".formatted(time.micros()));
      case "SSSS", "SSSSS" ->
          number(f, time.hour() * 3600 + time.minute() * 60L + time.second(), 1);
      case "TZ" -> cased(f, calendar().zone());
      case "TZH" -> {
        int seconds = calendar().offsetSeconds();
        out.append("%c%02d".formatted(seconds < 0 ? '-' : '+', Math.abs(seconds) / 3600));
      }
      case "TZM" -> out.append("%02d".formatted(Math.abs(calendar().offsetSeconds()) / 60 % 60));
      case "OF" -> offset(f);
      case "MONTH" -> month(f, TextStyle.FULL);
      case "MON" -> month(f, TextStyle.SHORT);
      case "DAY" -> day(f, TextStyle.FULL);
      case "DY" -> day(f, TextStyle.SHORT);
      case "RM" -> roman(f);
      case "FX" -> {}
      default -> dateNumber(f);
    }
  }

  private void dateNumber(DateTimePicture.Field f) {
    if (f.name().startsWith("FF")) {
      digits(f, "%06d".formatted(time.micros()).substring(0, f.name().charAt(2) - '0'));
      return;
    }
    switch (f.name()) {
      case "MM" -> number(f, time.month(), 2);
      case "DD" -> number(f, time.day(), 2);
      case "DDD" -> number(f, time.dayOfYear(), 3);
      case "IDDD" ->
          number(
              f,
              (calendar().date().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1) * 7L
                  + time.isoWeekday(),
              3);
      case "D" -> number(f, calendar().isoWeekday() % 7 + 1, 1);
      case "ID" -> number(f, calendar().isoWeekday(), 1);
      case "WW" -> number(f, (time.dayOfYear() - 1) / 7 + 1, 2);
      case "IW" -> number(f, calendar().date().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
      case "W" -> number(f, (time.day() - 1) / 7 + 1, 1);
      case "J" -> number(f, time.julianDay(), 1);
      case "Q" -> {
        if (time.month() != 0) {
          number(f, (time.month() - 1) / 3 + 1, 1);
        }
      }
      case "CC" -> number(f, century(), 2);
      case "Y,YYY" -> {
        int year = time.shownYear();
        digits(f, "%d,%03d".formatted(year / 1000, year % 1000));
      }
      case "YYYY" -> number(f, time.shownYear(), 4);
      case "YYY" -> number(f, time.shownYear() % 1000, 3);
      case "YY" -> number(f, time.shownYear() % 100, 2);
      case "Y" -> number(f, time.shownYear() % 10, 1);
      case "IYYY" -> number(f, isoYear(), 4);
      case "IYY" -> number(f, isoYear() % 1000, 3);
      case "IY" -> number(f, isoYear() % 100, 2);
      case "I" -> number(f, isoYear() % 10, 1);
      default -> throw new IllegalStateException(f.name());
    }
  }

  /** The fields, if they are those of a day of a calendar. */
  private ShownTime calendar() {
    if (time.isInterval()) {
      throw DateTimePicture.notForIntervals();
    }
    return time;
  }

  private boolean isAfternoon() {
    return time.hour() % 24 >= 12;
  }

  private int isoYear() {
    return ShownTime.shown(calendar().date().get(IsoFields.WEEK_BASED_YEAR));
  }

  private int century() {
    int year = time.year();
    if (time.isInterval()) {
      return year / 100;
    }
    return year > 0 ? (year - 1) / 100 + 1 : year / 100 - 1;
  }

  private void number(DateTimePicture.Field f, long value, int width) {
    // A sign takes a place of its own.
    int places = value < 0 ? width + 1 : width;
    String text = Long.toString(value);
    digits(f, f.fill() || text.length() >= places ? text : ("%0" + places + "d").formatted(value));
  }

  private void digits(DateTimePicture.Field f, String text) {
    out.append(text);
    if (!f.ordinal().isEmpty()) {
      String ordinal = ordinal(text);
      out.append(f.ordinal().equals("TH") ? ordinal.toUpperCase(Locale.ROOT) : ordinal);
    }
  }

  /** The ending of an English ordinal number. */
  static String ordinal(String digits) {
    int length = digits.length();
    boolean teen = length > 1 && digits.charAt(length - 2) == '1';
    return switch (teen ? '0' : digits.charAt(length - 1)) {
      case '1' -> "st";
      case '2' -> "nd";
      case '3' -> "rd";
      default -> "th";
    };
  }

  /** In lower case if the template writes the field so. */
  private void cased(DateTimePicture.Field f, String text) {
    out.append(f.spelling().equals(f.name()) ? text : text.toLowerCase(Locale.ROOT));
  }

  private void offset(DateTimePicture.Field f) {
    int seconds = calendar().offsetSeconds();
    int hours = Math.abs(seconds) / 3600;
    out.append(seconds < 0 ? '-' : '+').append((f.fill() ? "%d" : "%02d").formatted(hours));
    int minutes = Math.abs(seconds) / 60 % 60;
    if (minutes != 0) {
      out.append(":%02d".formatted(minutes));
    }
  }

  private void month(DateTimePicture.Field f, TextStyle style) {
    Month month = calendar().date().getMonth();
    name(f, month.getDisplayName(style, Locale.ENGLISH), style);
  }

  private void day(DateTimePicture.Field f, TextStyle style) {
    name(f, DayOfWeek.of(calendar().isoWeekday()).getDisplayName(style, Locale.ENGLISH), style);
  }

  private void name(DateTimePicture.Field f, String name, TextStyle style) {
    String shown = style == TextStyle.SHORT ? name.substring(0, 3) : name;
    if (f.spelling().equals(f.name())) {
      shown = shown.toUpperCase(Locale.ROOT);
    } else if (Character.isLowerCase(f.spelling().charAt(0))) {
      shown = shown.toLowerCase(Locale.ROOT);
    }
    out.append(shown);
    if (style == TextStyle.FULL && !f.fill() && !f.translated()) {
      out.append(" ".repeat(NAME_WIDTH - shown.length()));
    }
  }

  private void roman(DateTimePicture.Field f) {
    if (time.month() == 0 && time.year() == 0) {
      return;
    }
    int month = time.month() == 0 ? (time.year() > 0 ? 12 : 1) : time.month();
    String text = ROMAN[month < 0 ? 12 + month : month - 1];
    cased(f, f.fill() ? text : text + " ".repeat(4 - text.length()));
  }
}
