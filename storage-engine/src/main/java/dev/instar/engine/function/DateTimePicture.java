package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A template of to_char, to_date and to_timestamp, cut into its parts. Immutable. PostgreSQL's
 * manual, section 9.8.
 */
record DateTimePicture(List<Part> parts) {
  /** A field to print or read, or text between fields. */
  sealed interface Part {}

  /**
   * @param name as PostgreSQL's manual writes it, in upper case; the case of month and day names,
   *     of AM and of time zones is in {@code spelling}
   * @param fill FM: no padding, no leading zeros
   * @param translated TM
   * @param ordinal the suffix th or TH, else empty
   */
  record Field(String name, String spelling, boolean fill, boolean translated, String ordinal)
      implements Part {
    boolean isDigits() {
      return DIGITS.contains(name);
    }
  }

  /** A character that stands for itself. */
  record Literal(String character) implements Part {
    boolean isSpace() {
      return character.equals(" ") || (character.length() == 1 && character.charAt(0) < ' ');
    }

    /** Neither a letter, a digit nor a space. */
    boolean isSeparator() {
      char c = character.charAt(0);
      return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    }

    boolean isDigit() {
      return character.charAt(0) >= '0' && character.charAt(0) <= '9';
    }
  }

  private static final List<String> DIGITS =
      List.of(
          "CC", "D", "DD", "DDD", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "HH", "HH12", "HH24",
          "I", "ID", "IDDD", "IW", "IY", "IYY", "IYYY", "J", "MI", "MM", "MS", "Q", "SS", "SSSS",
          "SSSSS", "US", "W", "WW", "Y", "Y,YYY", "YY", "YYY", "YYYY");

  private static final List<String> WORDS =
      List.of(
          "A.D.", "A.M.", "AD", "AM", "B.C.", "BC", "DAY", "DY", "FX", "MON", "MONTH", "OF", "P.M.",
          "PM", "RM", "TZ", "TZH", "TZM");

  /** All spellings, longest first; of words also those with a capital. */
  private static final List<Map.Entry<String, String>> SPELLINGS =
      Stream.of(
              DIGITS.stream().flatMap(DateTimePicture::upperAndLower),
              WORDS.stream().flatMap(DateTimePicture::upperAndLower),
              Stream.of(
                  Map.entry("Day", "DAY"),
                  Map.entry("Dy", "DY"),
                  Map.entry("Mon", "MON"),
                  Map.entry("Month", "MONTH")))
          .flatMap(entries -> entries)
          .sorted(
              Comparator.comparing((Map.Entry<String, String> entry) -> -entry.getKey().length()))
          .toList();

  private static Stream<Map.Entry<String, String>> upperAndLower(String name) {
    return Stream.of(Map.entry(name, name), Map.entry(name.toLowerCase(Locale.ROOT), name));
  }

  DateTimePicture {
    parts = List.copyOf(parts);
  }

  static DateTimePicture of(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      boolean fill = text.startsWith("FM", at) || text.startsWith("fm", at);
      boolean translated = text.startsWith("TM", at) || text.startsWith("tm", at);
      at += fill || translated ? 2 : 0;
      int from = at;
      Map.Entry<String, String> keyword =
          SPELLINGS.stream()
              .filter(entry -> text.startsWith(entry.getKey(), from))
              .findFirst()
              .orElse(null);
      if (keyword != null) {
        at += keyword.getKey().length();
        String ordinal = text.startsWith("TH", at) ? "TH" : text.startsWith("th", at) ? "th" : "";
        at += ordinal.length();
        at += text.startsWith("SP", at) ? 2 : 0;
        parts.add(new Field(keyword.getValue(), keyword.getKey(), fill, translated, ordinal));
      } else if (at < text.length() && text.charAt(at) == '"') {
        at = quoted(text, at + 1, parts);
      } else if (at < text.length()) {
        at += text.startsWith("\\\"", at) ? 1 : 0;
        String character = Character.toString(text.codePointAt(at));
        parts.add(new Literal(character));
        at += character.length();
      }
    }
    return new DateTimePicture(parts);
  }

  private static int quoted(String text, int from, List<Part> parts) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
      String character = Character.toString(text.codePointAt(at));
      parts.add(new Literal(character));
      at += character.length();
    }
    return Math.min(at + 1, text.length());
  }

  /** Whether a number read at that part ends where its digits end. */
  boolean endsWithDigits(int index) {
    if (!((Field) parts.get(index)).ordinal().isEmpty() || index + 1 == parts.size()) {
      return true;
    }
    return switch (parts.get(index + 1)) {
      case Field field -> !field.isDigits();
      case Literal literal -> !literal.isDigit();
    };
  }

  static SqlException notForIntervals() {
    return new SqlException(
            SqlState.INVALID_DATETIME_FORMAT, "invalid format specification for an interval value")
        .with(SqlException.Field.HINT, "Intervals are not tied to specific calendar dates.");
  }
}
