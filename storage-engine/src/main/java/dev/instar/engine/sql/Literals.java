package dev.instar.engine.sql;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** What literals mean, from their text as written. Pure. */
public final class Literals {
  private Literals() {}

  /**
   * The characters of a string: {@code 'it''s'}, {@code E'\n'}, {@code U&'\0061' [UESCAPE '!']},
   * {@code $tag$…$tag$}, {@code N'…'}; of one that goes on in the next line all parts.
   *
   * @throws SqlException with 42601 or 22021 if an escape stands for no character
   */
  public static String string(String text) {
    if (text.startsWith("$")) {
      int tag = text.indexOf('$', 1) + 1;
      return text.substring(tag, text.length() - tag);
    }
    return switch (Character.toLowerCase(text.charAt(0))) {
      case 'e' -> new EscapedText(parts(text, 1, true)).decode();
      case 'u' -> unicode(text);
      case 'n' -> parts(text, 1, false);
      default -> parts(text, 0, false);
    };
  }

  /** What an integer means: {@code 42}, {@code 1_000}, {@code 0xFF}, {@code 0o17}, {@code 0b1}. */
  public static BigInteger integer(String text) {
    return NumberText.valueOf(text);
  }

  /** Whether a number has neither a point nor an exponent. */
  public static boolean isInteger(String number) {
    return NumberText.at(new SourceText(number), 0).integer();
  }

  /** What any number means; {@code 1.50} has two decimals. */
  public static BigDecimal number(String text) {
    return isInteger(text) ? new BigDecimal(integer(text)) : new BigDecimal(text.replace("_", ""));
  }

  /**
   * The bits of {@code B'01'} and {@code X'1F'}, as zeros and ones.
   *
   * @throws SqlException with 22P02 if there are other digits
   */
  public static String bits(String text) {
    boolean hexadecimal = Character.toLowerCase(text.charAt(0)) == 'x';
    String digits = parts(text, 1, false);
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), hexadecimal ? 16 : 2);
      if (digit < 0) {
        throw new SqlException(
            SqlState.INVALID_TEXT_REPRESENTATION,
            "\"%s\" is not a valid %s digit"
                .formatted(digits.charAt(i), hexadecimal ? "hexadecimal" : "binary"));
      }
      bits.append(
          hexadecimal
              ? String.format(Locale.ROOT, "%4s", Integer.toBinaryString(digit)).replace(' ', '0')
              : Integer.toString(digit));
    }
    return bits.toString();
  }

  /** {@code U&'…'}, with or without UESCAPE. */
  private static String unicode(String text) {
    int end = endOfParts(text, 2, false);
    String rest = text.substring(end);
    // What follows the string, if anything, ends in a quoted character.
    char escape = rest.isEmpty() ? '\\' : rest.charAt(rest.length() - 2);
    return UnicodeEscapes.decode(parts(text.substring(0, end), 2, false), escape);
  }

  /** The parts of a string from the quote at {@code start}, joined, with quotes undoubled. */
  private static String parts(String text, int start, boolean escapes) {
    StringBuilder joined = new StringBuilder();
    int position = start;
    while (position >= 0) {
      int end = endOfPart(text, position, escapes);
      joined.append(undoubled(text.substring(position + 1, end), escapes));
      position = nextPart(text, end + 1);
    }
    return joined.toString();
  }

  private static int endOfParts(String text, int start, boolean escapes) {
    int end = start;
    int position = start;
    while (position >= 0) {
      end = endOfPart(text, position, escapes);
      position = nextPart(text, end + 1);
    }
    return end + 1;
  }

  private static int nextPart(String text, int start) {
    return new WhiteSpace(new SourceText(text)).continuationOfString(start);
  }

  /** Where the quote stands that closes the part. */
  private static int endOfPart(String text, int quote, boolean escapes) {
    int position = quote + 1;
    while (true) {
      char c = text.charAt(position);
      if (c == '\\' && escapes) {
        position += 2;
      } else if (c != '\'') {
        position++;
      } else if (position + 1 < text.length() && text.charAt(position + 1) == '\'') {
        position += 2;
      } else {
        return position;
      }
    }
  }

  /** In a string with escapes, {@code \''} is an escaped quote and another one. */
  private static String undoubled(String part, boolean escapes) {
    if (!escapes) {
      return part.replace("''", "'");
    }
    StringBuilder undoubled = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      undoubled.append(c);
      if (c == '\\') {
        undoubled.append(part.charAt(++i));
      } else if (c == '\'') {
        i++;
      }
    }
    return undoubled.toString();
  }
}
