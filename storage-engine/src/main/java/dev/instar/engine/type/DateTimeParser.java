package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DateTimeFields.Special;
import dev.instar.engine.type.DateTimeLexer.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads dates and times as applications write them: ISO 8601 in its spellings, dates with slashes
 * or dots in the order of DateStyle, months by name, twelve-hour clocks, offsets and zones by name,
 * BC, and the special words. PostgreSQL's manual, appendix B.1.
 */
final class DateTimeParser {
  private static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("feb", 2),
          Map.entry("mar", 3),
          Map.entry("apr", 4),
          Map.entry("may", 5),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("sep", 9),
          Map.entry("oct", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12));
  private static final List<String> MONTH_NAMES =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final List<String> DAY_NAMES =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
  private static final int MAX_OFFSET_HOURS = 15;

  private final String type;
  private final String text;
  private final TextFormat format;
  private final DateTimeFields fields = new DateTimeFields();

  private DateTimeParser(String type, String text, TextFormat format) {
    this.type = type;
    this.text = text;
    this.format = format;
  }

  /**
   * @param type as messages name it
   * @throws SqlException with 22007, 22008, 22009
   */
  static DateTimeFields parse(String type, String text, TextFormat format) {
    DateTimeParser parser = new DateTimeParser(type, text, format);
    parser.run();
    return parser.fields;
  }

  private SqlException malformed() {
    return InputErrors.dateTimeSyntax(type, text);
  }

  private SqlException outOfRange() {
    return InputErrors.fieldOutOfRange(text);
  }

  private void run() {
    List<Field> list = DateTimeLexer.fields(text);
    if (list == null || list.isEmpty()) {
      throw malformed();
    }
    for (int i = 0; i < list.size(); i++) {
      Field field = list.get(i);
      switch (field.kind()) {
        case DATE -> date(field.text());
        case TIME -> time(field.text());
        case NUMBER -> number(field.text(), i + 1 < list.size() ? list.get(i + 1) : null);
        case WORD -> word(field.text());
        case OFFSET -> offset(field.text());
        case SIGNED_WORD -> signedWord(field.text());
      }
    }
    if (!fields.half.isEmpty()) {
      halfDay();
    }
  }

  private void halfDay() {
    long hour = fields.micros / DateTimes.MICROS_PER_HOUR;
    if (!fields.hasTime() || hour > 12 || (hour < 1 && !fields.half.isEmpty() && hour != 0)) {
      throw outOfRange();
    }
    if (fields.half.equals("pm") && hour != 12) {
      fields.micros += 12 * DateTimes.MICROS_PER_HOUR;
    } else if (fields.half.equals("am") && hour == 12) {
      fields.micros -= 12 * DateTimes.MICROS_PER_HOUR;
    }
  }

  private void date(String field) {
    if (fields.hasDate()) {
      throw malformed();
    }
    String[] parts = field.split("[-/.]", -1);
    if (parts.length == 2 && fields.month == null) {
      throw malformed();
    }
    if (parts.length > 3) {
      throw malformed();
    }
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty() && !DateTimeLexer.isDigit(parts[i].charAt(0))) {
        month(parts[i]);
        parts[i] = null;
      }
    }
    assign(parts);
  }

  /** Numbers of a date, by their length and then by DateStyle. */
  private void assign(String[] parts) {
    if (parts.length == 3 && parts[0] != null && parts[0].length() > 2) {
      year(parts[0]);
      monthOrDay(parts[1], true);
      monthOrDay(parts[2], false);
      return;
    }
    if (fields.month != null) {
      boolean yearFirst = format.fieldOrder().equals("YMD");
      for (String part : parts) {
        if (part != null) {
          dayOrYear(part, yearFirst);
        }
      }
      return;
    }
    switch (format.fieldOrder()) {
      case "YMD" -> {
        year(parts[0]);
        monthOrDay(parts[1], true);
        monthOrDay(parts[2], false);
      }
      case "DMY" -> {
        monthOrDay(parts[0], false);
        monthOrDay(parts[1], true);
        year(parts[2]);
      }
      default -> {
        monthOrDay(parts[0], true);
        monthOrDay(parts[1], false);
        year(parts[2]);
      }
    }
  }

  private void dayOrYear(String part, boolean yearFirst) {
    boolean isYear = part.length() > 2 || fields.day != null || (yearFirst && fields.year == null);
    if (isYear && fields.year == null) {
      year(part);
    } else {
      monthOrDay(part, false);
    }
  }

  private void year(String digits) {
    if (fields.year != null || digits.length() > 7) {
      throw digits.length() > 7 ? outOfRange() : malformed();
    }
    fields.year = integer(digits);
    fields.yearOfTwoDigits = digits.length() <= 2;
  }

  private void monthOrDay(String digits, boolean month) {
    if (digits == null) {
      return;
    }
    int value = integer(digits);
    if (month) {
      if (fields.month != null) {
        throw malformed();
      }
      if (value < 1 || value > 12) {
        throw outOfRange()
            .with(SqlException.Field.HINT, "Perhaps you need a different \"DateStyle\" setting.");
      }
      fields.month = value;
    } else {
      if (fields.day != null) {
        throw malformed();
      }
      if (value < 1 || value > 31) {
        throw outOfRange()
            .with(SqlException.Field.HINT, "Perhaps you need a different \"DateStyle\" setting.");
      }
      fields.day = value;
    }
  }

  private int integer(String digits) {
    if (digits.isEmpty() || digits.length() > 9) {
      throw digits.isEmpty() ? malformed() : outOfRange();
    }
    return Integer.parseInt(digits);
  }

  private void number(String digits, Field next) {
    int dot = digits.indexOf('.');
    String whole = dot < 0 ? digits : digits.substring(0, dot);
    if (fields.hasDate() || (next != null && isHalf(next.text()) && !fields.hasTime())) {
      compactTime(whole, dot < 0 ? "" : digits.substring(dot));
    } else if (dot >= 0) {
      throw malformed();
    } else if (digits.length() == 8 && fields.month == null) {
      assign(new String[] {digits.substring(0, 4), digits.substring(4, 6), digits.substring(6)});
    } else if (digits.length() == 6 && fields.month == null) {
      fields.year = integer(digits.substring(0, 2));
      fields.yearOfTwoDigits = true;
      monthOrDay(digits.substring(2, 4), true);
      monthOrDay(digits.substring(4), false);
    } else if (fields.month != null) {
      dayOrYear(digits, false);
    } else if (digits.length() <= 2 && fields.day == null && next != null) {
      fields.day = integer(digits);
    } else if (digits.length() > 2 && fields.year == null && next != null) {
      year(digits);
    } else {
      throw malformed();
    }
  }

  private static boolean isHalf(String word) {
    return word.equals("am") || word.equals("pm");
  }

  private void compactTime(String digits, String fraction) {
    switch (digits.length()) {
      case 1, 2 -> setTime(digits, "0", "0" + fraction);
      case 4 -> setTime(digits.substring(0, 2), digits.substring(2), "0" + fraction);
      case 6 ->
          setTime(digits.substring(0, 2), digits.substring(2, 4), digits.substring(4) + fraction);
      default -> throw malformed();
    }
  }

  private void time(String field) {
    String[] parts = field.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw malformed();
    }
    if (parts.length == 2 && parts[1].contains(".")) {
      setTime("0", parts[0], parts[1]);
    } else {
      setTime(parts[0], parts[1], parts.length == 3 ? parts[2] : "0");
    }
  }

  private void setTime(String hour, String minute, String second) {
    if (fields.hasTime() || minute.isEmpty() || second.isEmpty() || second.equals(".")) {
      throw malformed();
    }
    long hours = integer(hour);
    long minutes = integer(minute);
    BigDecimal seconds;
    try {
      seconds = new BigDecimal(second);
    } catch (NumberFormatException e) {
      throw malformed();
    }
    boolean outside =
        hours > 24
            || minutes > 59
            || seconds.compareTo(BigDecimal.valueOf(60)) > 0
            || (hours == 24 && (minutes > 0 || seconds.signum() > 0));
    if (outside) {
      throw outOfRange();
    }
    fields.micros =
        hours * DateTimes.MICROS_PER_HOUR
            + minutes * DateTimes.MICROS_PER_MINUTE
            + seconds.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    if (fields.micros > DateTimes.MICROS_PER_DAY) {
      throw outOfRange();
    }
  }

  private void month(String word) {
    Integer month =
        MONTHS.get(word.length() > 3 && MONTH_NAMES.contains(word) ? word.substring(0, 3) : word);
    if (month == null && word.equals("sept")) {
      month = 9;
    }
    if (month == null) {
      throw malformed();
    }
    if (fields.month != null) {
      // 1 Jan after a number that was taken for a month cannot be told apart here.
      throw malformed();
    }
    fields.month = month;
  }

  private void word(String word) {
    switch (word) {
      case "t" -> {
        if (!fields.hasDate()) {
          throw malformed();
        }
      }
      case "am", "pm" -> fields.half = word;
      case "ad" -> fields.beforeChrist = false;
      case "bc" -> fields.beforeChrist = true;
      case "infinity" -> special(Special.INFINITY);
      case "epoch" -> special(Special.EPOCH);
      case "now" -> special(Special.NOW);
      case "today" -> special(Special.TODAY);
      case "tomorrow" -> special(Special.TOMORROW);
      case "yesterday" -> special(Special.YESTERDAY);
      case "allballs" -> {
        fields.micros = 0;
        fields.zone = ZoneOffset.UTC;
      }
      case "at", "on" -> {}
      default -> monthDayOrZone(word);
    }
  }

  private void special(Special special) {
    if (fields.special != Special.NONE) {
      throw malformed();
    }
    fields.special = special;
  }

  private void signedWord(String word) {
    switch (word) {
      case "-infinity" -> special(Special.NEGATIVE_INFINITY);
      case "+infinity" -> special(Special.INFINITY);
      default -> throw malformed();
    }
  }

  private void monthDayOrZone(String word) {
    if (MONTHS.containsKey(word) || MONTH_NAMES.contains(word) || word.equals("sept")) {
      month(word);
      return;
    }
    if (word.length() >= 3 && DAY_NAMES.stream().anyMatch(day -> day.startsWith(word))) {
      return;
    }
    Optional<java.time.ZoneId> zone = TimeZones.named(word);
    if (zone.isPresent()) {
      fields.zone = zone.get();
    } else if (word.contains("/")) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "time zone \"" + word.toLowerCase(Locale.ROOT) + "\" not recognized");
    } else {
      throw malformed();
    }
  }

  /** {@code +05}, {@code +0530}, {@code +05:30}, {@code +05:30:15}: positive is east. */
  private void offset(String field) {
    String digits = field.substring(1);
    int hours;
    int minutes = 0;
    int seconds = 0;
    if (digits.contains(":")) {
      String[] parts = digits.split(":", -1);
      if (parts.length > 3) {
        throw malformed();
      }
      hours = integer(parts[0]);
      minutes = integer(parts[1]);
      seconds = parts.length == 3 ? integer(parts[2]) : 0;
    } else if (digits.length() > 2) {
      hours = integer(digits.substring(0, digits.length() - 2));
      minutes = integer(digits.substring(digits.length() - 2));
    } else {
      hours = integer(digits);
    }
    if (hours > MAX_OFFSET_HOURS || minutes > 59 || seconds > 59) {
      throw new SqlException(
          SqlState.INVALID_TIME_ZONE_DISPLACEMENT,
          "time zone displacement out of range: \"" + text + "\"");
    }
    int total = hours * 3600 + minutes * 60 + seconds;
    try {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(field.charAt(0) == '-' ? -total : total);
      // After a zone such as UTC the offset is POSIX's, which counts the other way.
      fields.zone =
          fields.zone == null ? offset : ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds());
    } catch (DateTimeException e) {
      throw malformed();
    }
  }

  /** Days since 2000-01-01 of a date that was given. */
  static long days(DateTimeFields fields, String type, String text) {
    if (!fields.hasDate()) {
      throw InputErrors.dateTimeSyntax(type, text);
    }
    int year = fields.year;
    if (fields.yearOfTwoDigits && !fields.beforeChrist) {
      year += year < 70 ? 2000 : 1900;
    }
    if (year == 0) {
      throw InputErrors.fieldOutOfRange(text);
    }
    try {
      LocalDate date =
          LocalDate.of(fields.beforeChrist ? 1 - year : year, fields.month, fields.day);
      return date.toEpochDay() - Date.EPOCH_DAY;
    } catch (DateTimeException e) {
      throw InputErrors.fieldOutOfRange(text);
    }
  }
}
