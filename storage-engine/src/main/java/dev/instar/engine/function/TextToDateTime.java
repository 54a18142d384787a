package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.DateTimePicture.Field;
import dev.instar.engine.function.DateTimePicture.Literal;
import dev.instar.engine.type.Date;
import java.util.List;
import java.util.Locale;

/**
 * Reads text by a template: to_date and to_timestamp. Spaces and separators of the template match
 * one each, or none; other text of the template skips as many characters. PostgreSQL's manual,
 * section 9.8.
 */
final class TextToDateTime {
  private static final List<String> MONTHS =
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
  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final List<String> ROMAN =
      List.of("xii", "xi", "x", "ix", "viii", "vii", "vi", "v", "iv", "iii", "ii", "i");

  private final String input;
  private final DateTimePicture picture;
  private final ReadFields read;
  private int at;

  /** Characters passed over beyond those the template asked for. */
  private int extra;

  private boolean fixed;

  private TextToDateTime(String input, String picture) {
    this.input = input;
    this.picture = DateTimePicture.of(picture);
    this.read = new ReadFields(input);
  }

  static void register(Registry registry) {
    registry.add(
        "to_date",
        (a, c) -> Date.of(read(Texts.of(a[0]), Texts.of(a[1])).dateTime().toLocalDate()));
    registry.add(
        "to_timestamp",
        (a, c) -> read(Texts.of(a[0]), Texts.of(a[1])).moment(c.format().timeZone()));
  }

  private static ReadFields read(String input, String picture) {
    TextToDateTime reader = new TextToDateTime(input, picture);
    reader.read();
    return reader.read;
  }

  private void read() {
    List<DateTimePicture.Part> parts = picture.parts();
    for (int i = 0; i < parts.size() && at < input.length(); i++) {
      DateTimePicture.Part part = parts.get(i);
      if (part instanceof Field field && field.name().equals("FX")) {
        fixed = true;
        continue;
      }
      if (!fixed && (part instanceof Field || i == 0)) {
        skipSpaces();
      }
      switch (part) {
        case Literal literal -> pass(literal);
        case Field field -> {
          if (at < input.length()) {
            field(field, i);
          }
          if (!fixed) {
            extra = 0;
            skipSpaces();
          }
        }
      }
    }
  }

  private void skipSpaces() {
    while (at < input.length() && isSpace(input.charAt(at))) {
      at++;
      extra++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private void pass(Literal literal) {
    if (literal.isSpace() || literal.isSeparator()) {
      if (fixed) {
        at++;
        return;
      }
      extra--;
      Literal found = new Literal(input.substring(at, at + 1));
      if (isSpace(input.charAt(at)) || found.isSeparator()) {
        at++;
        extra++;
      }
    } else if (!fixed && extra > 0) {
      extra--;
    } else {
      String found = Character.toString(input.codePointAt(at));
      if (fixed && !found.equals(literal.character())) {
        throw new SqlException(
            SqlState.INVALID_DATETIME_FORMAT,
            "unmatched format character \"" + literal.character() + "\"");
      }
      at += found.length();
    }
  }

  private void field(Field f, int index) {
    switch (f.name()) {
      case "AM", "PM", "A.M.", "P.M." -> {
        List<String> words = f.name().length() == 2 ? List.of("am", "pm") : List.of("a.m.", "p.m.");
        read.set(f, "PM", oneOf(f, words));
        read.set(f, "CLOCK", 12);
      }
      case "AD", "BC", "A.D.", "B.C." -> {
        List<String> words = f.name().length() == 2 ? List.of("ad", "bc") : List.of("a.d.", "b.c.");
        read.set(f, "BC", oneOf(f, words));
      }
      case "MONTH" -> read.set(f, "MM", oneOf(f, MONTHS) + 1);
      case "MON" -> read.set(f, "MM", oneOf(f, shortened(MONTHS)) + 1);
      case "RM" -> read.set(f, "MM", 12 - oneOf(f, ROMAN));
      case "DAY" -> read.set(f, "ID", oneOf(f, DAYS) + 1);
      case "DY" -> read.set(f, "ID", oneOf(f, shortened(DAYS)) + 1);
      case "HH", "HH12" -> {
        read.set(f, "HH", number(f, index, 2).value());
        read.set(f, "CLOCK", 12);
      }
      case "HH24" -> read.set(f, "HH", number(f, index, 2).value());
      case "SSSS", "SSSSS" -> read.set(f, "SSSS", number(f, index, 5).value());
      case "MS" -> fraction(f, number(f, index, 3), "MS", 3);
      case "US" -> fraction(f, number(f, index, 6), "US", 6);
      case "TZH" -> zoneHours(f, index);
      case "TZM" -> read.set(f, "TZM", number(f, index, 2).value());
      case "OF" -> {
        zoneHours(f, index);
        if (at < input.length() && input.charAt(at) == ':') {
          at++;
          read.set(f, "TZM", number(f, index, 2).value());
        }
      }
      case "TZ" -> throw SqlException.unsupported("TZ in the template of to_timestamp");
      case "Y,YYY" -> thousands(f);
      case "YYYY", "IYYY" -> read.year(f, number(f, index, 4).value(), 4);
      case "YYY", "IYY", "YY", "IY", "Y", "I" -> {
        int width = f.name().length();
        ReadNumber number = number(f, index, width);
        read.year(f, number.digits() < 4 ? near2020(number.value()) : number.value(), width);
      }
      case "MI", "SS", "MM", "DD", "CC", "WW", "IW" ->
          read.set(f, f.name(), number(f, index, 2).value());
      case "DDD", "IDDD" -> read.set(f, f.name(), number(f, index, 3).value());
      case "D" -> read.set(f, "ID", (number(f, index, 1).value() + 5) % 7 + 1);
      case "ID", "W" -> read.set(f, f.name(), number(f, index, 1).value());
      case "Q" -> number(f, index, 1);
      case "J" -> read.set(f, "J", number(f, index, 1, true).value());
      default -> {
        int digits = f.name().charAt(2) - '0';
        fraction(f, number(f, index, digits), "US", 6);
      }
    }
  }

  private static List<String> shortened(List<String> names) {
    return names.stream().map(name -> name.substring(0, 3)).toList();
  }

  /** Years of fewer than four digits are those nearest to 2020. */
  private static int near2020(int year) {
    if (year < 70) {
      return year + 2000;
    } else if (year < 100) {
      return year + 1900;
    } else if (year < 520) {
      return year + 2000;
    }
    return year < 1000 ? year + 1000 : year;
  }

  private int oneOf(Field f, List<String> spelled) {
    for (int i = 0; i < spelled.size(); i++) {
      String word = spelled.get(i);
      if (input.regionMatches(true, at, word, 0, word.length())) {
        at += word.length();
        return i;
      }
    }
    int end = at;
    while (end < input.length() && !isSpace(input.charAt(end))) {
      end++;
    }
    throw new SqlException(
            SqlState.INVALID_DATETIME_FORMAT,
            "invalid value \"%s\" for \"%s\"".formatted(input.substring(at, end), f.spelling()))
        .with(
            SqlException.Field.DETAIL,
            "The given value did not match any of the allowed values for this field.");
  }

  /** A number, and how many characters it had. */
  private record ReadNumber(int value, int digits) {}

  private ReadNumber number(Field f, int index, int width) {
    return number(f, index, width, false);
  }

  private ReadNumber number(Field f, int index, int width, boolean unbounded) {
    int begin = at;
    while (at < input.length() && isSpace(input.charAt(at))) {
      at++;
    }
    int start = at;
    boolean slurp = unbounded || f.fill() || picture.endsWithDigits(index);
    if (!slurp && input.length() - at < width) {
      throw invalid("source string too short for \"%s\" formatting field".formatted(f.spelling()))
          .with(
              SqlException.Field.DETAIL,
              "Field requires %d characters, but only %d remain."
                  .formatted(width, input.length() - at))
          .with(SqlException.Field.HINT, NOT_FIXED);
    }
    int limit = slurp ? input.length() : at + width;
    if (at < limit && (input.charAt(at) == '-' || input.charAt(at) == '+')) {
      at++;
    }
    int digits = at;
    while (at < limit && input.charAt(at) >= '0' && input.charAt(at) <= '9') {
      at++;
    }
    String shown = input.substring(start, Math.min(input.length(), start + width));
    if (at == digits) {
      at = begin;
      throw invalid("invalid value \"%s\" for \"%s\"".formatted(shown, f.spelling()))
          .with(SqlException.Field.DETAIL, "Value must be an integer.");
    }
    if (!slurp && at < limit) {
      throw invalid("invalid value \"%s\" for \"%s\"".formatted(shown, f.spelling()))
          .with(
              SqlException.Field.DETAIL,
              "Field requires %d characters, but only %d could be parsed."
                  .formatted(width, at - start))
          .with(SqlException.Field.HINT, NOT_FIXED);
    }
    ReadNumber number = new ReadNumber(value(f, input.substring(start, at)), at - start);
    at = Math.min(input.length(), at + f.ordinal().length());
    return number;
  }

  private static final String NOT_FIXED =
      "If your source string is not fixed-width, try using the \"FM\" modifier.";

  private static SqlException invalid(String message) {
    return new SqlException(SqlState.INVALID_DATETIME_FORMAT, message);
  }

  private static int value(Field f, String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new SqlException(
              SqlState.DATETIME_FIELD_OVERFLOW,
              "value for \"%s\" in source string is out of range".formatted(f.spelling()))
          .with(SqlException.Field.DETAIL, "Value must be in the range -2147483648 to 2147483647.");
    }
  }

  /** 25 of MS is 250, 025 is 25. */
  private void fraction(Field f, ReadNumber number, String name, int digits) {
    int value = number.value();
    for (int i = number.digits(); i < digits; i++) {
      value *= 10;
    }
    read.set(f, name, value);
  }

  private void zoneHours(Field f, int index) {
    char sign = input.charAt(at);
    if (sign == '+' || sign == '-' || sign == ' ') {
      at++;
    } else {
      sign = extra > 0 && at > 0 && input.charAt(at - 1) == '-' ? '-' : '+';
    }
    read.set(f, "TZSIGN", sign == '-' ? -1 : 1);
    read.set(f, "TZH", number(f, index, 2).value());
  }

  private void thousands(Field f) {
    int comma = input.indexOf(',', at);
    int end = comma + 1;
    while (comma >= 0
        && end < input.length()
        && end < comma + 4
        && Character.isDigit(input.charAt(end))) {
      end++;
    }
    String digits = comma < 0 ? "" : input.substring(at, comma).strip();
    if (!digits.matches("\\d+") || end == comma + 1) {
      throw invalid(
          "invalid input string for \"%s\"".formatted(f.spelling().toUpperCase(Locale.ROOT)));
    }
    read.year(f, value(f, digits) * 1000 + value(f, input.substring(comma + 1, end)), 4);
    at = end;
  }
}
