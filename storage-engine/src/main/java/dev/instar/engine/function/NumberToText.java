package dev.instar.engine.function;

import dev.instar.engine.function.NumberPicture.Part;
import dev.instar.engine.function.NumberPicture.Trait;
import java.util.Locale;

/**
 * Writes the digits of a number into a template. One use. The template's fields are passed one by
 * one beside the digits; which of them are blank, and where the sign goes, follows from how many
 * digits there are fewer than places.
 */
final class NumberToText {
  private static final int ROMAN_WIDTH = 15;

  private final NumberPicture picture;
  private final String number;
  private final boolean negative;
  private final int blanks;
  private final int places;
  private final int lastRelevant;
  private final StringBuilder out = new StringBuilder();
  private boolean signWritten;
  private boolean inNumber;
  private boolean brackets;
  private int place;
  private int digit;

  /**
   * @param number without a sign; as many decimals as the template has
   * @param blanks how many places there are more than digits before the point
   */
  private NumberToText(NumberPicture picture, String number, boolean negative, int blanks) {
    this.picture = picture;
    this.number = number;
    this.negative = negative;
    this.blanks = blanks;
    this.brackets = picture.has(Trait.BRACKETS) && (negative || !picture.has(Trait.FILL));
    if (picture.has(Trait.PLUS) || picture.has(Trait.MINUS)) {
      signWritten = picture.has(Trait.MINUS);
      signWritten |= !picture.has(Trait.PLUS);
    } else {
      signWritten = !negative && picture.has(Trait.FILL) && !picture.has(Trait.SIGN);
    }
    this.places = picture.before + picture.behind - 1 + (!signWritten && blanks == 0 ? 1 : 0);
    this.lastRelevant = picture.has(Trait.FILL) && picture.has(Trait.POINT) ? lastRelevant() : -1;
  }

  /**
   * @param number digits, with as many decimals as the template has
   */
  static String print(NumberPicture picture, String number, boolean negative) {
    int point = number.indexOf('.');
    int whole = point < 0 ? number.length() : point;
    String shown = number;
    if (whole > picture.before) {
      shown = "#".repeat(picture.before) + "." + "#".repeat(picture.behind);
    }
    return new NumberToText(picture, shown, negative, Math.max(0, picture.before - whole)).print();
  }

  /** Where the last decimal stands that is no 0; the point if they all are. */
  private int lastRelevant() {
    int point = number.indexOf('.');
    if (point < 0) {
      return -1;
    }
    int last = number.length() - 1;
    while (last > point && number.charAt(last) == '0') {
      last--;
    }
    if (picture.zeroEnd > blanks) {
      last = Math.max(last, Math.min(number.length() - 1, picture.zeroEnd - blanks));
    }
    return last;
  }

  private boolean isRelevantPoint() {
    return lastRelevant >= 0 && number.charAt(lastRelevant) == '.';
  }

  private String print() {
    for (Part part : picture.parts) {
      if (part.isLiteral()) {
        out.append(part.literal());
      } else {
        field(part);
      }
    }
    return out.toString();
  }

  private void field(Part part) {
    boolean fill = picture.has(Trait.FILL);
    switch (part.field()) {
      case "9", "0", ".", "D" -> place(part.field());
      case ",", "G" -> {
        if (inNumber) {
          out.append(',');
        } else if (!fill) {
          out.append(' ');
        }
      }
      case "L" -> out.append(' ');
      case "TH" -> {
        if (!negative && !number.startsWith("#") && !picture.has(Trait.POINT)) {
          String ordinal = DateTimeToText.ordinal(number);
          out.append(part.literal().equals("TH") ? ordinal.toUpperCase(Locale.ROOT) : ordinal);
        }
      }
      case "MI" -> sign(negative, "-", fill);
      case "PL" -> sign(!negative, "+", fill);
      case "SG" -> out.append(negative ? '-' : '+');
      default -> {}
    }
  }

  private void sign(boolean there, String sign, boolean fill) {
    if (there) {
      out.append(sign);
    } else if (!fill) {
      out.append(' ');
    }
  }

  /** "9.9" of 0.1 begins with a blank, not with 0. */
  private boolean isBlankZero() {
    return !picture.has(Trait.ZERO) && digit == 0 && number.startsWith("0") && picture.behind != 0;
  }

  private void place(String field) {
    inNumber = false;
    boolean zeros = picture.has(Trait.ZERO);
    boolean fill = picture.has(Trait.FILL);
    if (!signWritten
        && (place >= blanks || (zeros && picture.zeroStart == place))
        && (!isBlankZero() || isRelevantPoint())) {
      leadingSign(fill);
    }
    if (place < blanks && (!zeros || picture.zeroStart > place)) {
      out.append(fill ? "" : " ");
    } else if (place < blanks) {
      out.append('0');
      inNumber = true;
    } else {
      digit(field, fill);
      trailingSign();
    }
    place++;
  }

  private void leadingSign(boolean fill) {
    if (picture.has(Trait.SIGN)) {
      if (!picture.has(Trait.SIGN_BEHIND)) {
        out.append(negative ? '-' : '+');
        signWritten = true;
      }
    } else if (brackets) {
      out.append(negative ? '<' : ' ');
      signWritten = true;
    } else {
      out.append(negative ? "-" : fill ? "" : " ");
      signWritten = true;
    }
  }

  private void digit(String field, boolean fill) {
    char c = digit < number.length() ? number.charAt(digit) : 0;
    if (c == '.') {
      if (!isRelevantPoint() || fill) {
        out.append('.');
      }
    } else if (lastRelevant >= 0 && digit > lastRelevant && !field.equals("0")) {
      // A trailing 0 that FM leaves out.
      inNumber = false;
    } else if (isBlankZero()) {
      if (!fill) {
        out.append(' ');
      } else if (isRelevantPoint()) {
        out.append('0');
      }
    } else if (c != 0) {
      out.append(c);
      inNumber = true;
    }
    if (digit < number.length()) {
      digit++;
    }
  }

  private void trailingSign() {
    int end = places + (blanks > 0 ? 1 : 0) + (picture.has(Trait.POINT) ? 1 : 0);
    if (lastRelevant >= 0 && lastRelevant == digit) {
      end = place;
    }
    if (place + 1 == end) {
      if (signWritten && brackets) {
        out.append(negative ? '>' : ' ');
      } else if (picture.has(Trait.SIGN) && picture.has(Trait.SIGN_BEHIND)) {
        out.append(negative ? '-' : '+');
      }
    }
  }

  /** Fifteen characters wide, unless FM says otherwise. */
  static String roman(NumberPicture picture, long value) {
    String roman = value < 1 || value > 3999 ? "#".repeat(ROMAN_WIDTH) : roman((int) value);
    StringBuilder out = new StringBuilder();
    for (Part part : picture.parts) {
      if (part.isLiteral()) {
        out.append(part.literal());
      } else if (part.field().equals("RN")) {
        String cased = part.literal().equals("rn") ? roman.toLowerCase(Locale.ROOT) : roman;
        out.append(
            picture.has(Trait.FILL) ? cased : " ".repeat(ROMAN_WIDTH - cased.length()) + cased);
      }
    }
    return out.toString();
  }

  private static String roman(int value) {
    int[] steps = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    String[] names = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
    StringBuilder out = new StringBuilder();
    int rest = value;
    for (int i = 0; i < steps.length; i++) {
      while (rest >= steps[i]) {
        out.append(names[i]);
        rest -= steps[i];
      }
    }
    return out.toString();
  }
}
