package dev.instar.engine.function;

import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Which letters have a case, and how text is put into one. Stateless. */
enum Letters {
  /** Those of ASCII. */
  ASCII,
  /** All, letter by letter: the C library's towupper never makes two letters of one. */
  ALL,
  /** All, as Unicode has it: the one of {@code ß} is two. */
  UNICODE,
  /** It is not known which. */
  NONE;

  String lower(String text) {
    return switch (this) {
      case ASCII, ALL ->
          map(text, Character::toLowerCase, letters -> letters.toLowerCase(Locale.ROOT));
      case UNICODE -> UnicodeText.lower(text);
      case NONE -> throw Collation.indeterminate("lower() function");
    };
  }

  String upper(String text) {
    return switch (this) {
      case ASCII, ALL ->
          map(text, Character::toUpperCase, letters -> letters.toUpperCase(Locale.ROOT));
      case UNICODE -> UnicodeText.upper(text);
      case NONE -> throw Collation.indeterminate("upper() function");
    };
  }

  /** The first letter of each word in upper case, the others in lower case. */
  String title(String text) {
    return switch (this) {
      case ASCII, ALL -> words(text);
      case UNICODE -> UnicodeText.title(text);
      case NONE -> throw Collation.indeterminate("initcap() function");
    };
  }

  private String words(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      String letter = Character.toString(point);
      out.append(inWord ? lower(letter) : upper(letter));
      inWord = (point < 0x80 || this == ALL) && Character.isLetterOrDigit(point);
      i += Character.charCount(point);
    }
    return out.toString();
  }

  private String map(String text, IntUnaryOperator letter, UnaryOperator<String> ascii) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return ascii.apply(text);
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c < 0x80 || this == ALL ? letter.applyAsInt(c) : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
