package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.NumberPicture.Part;
import dev.instar.engine.function.NumberPicture.Trait;
import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** to_char of numbers and to_number. PostgreSQL's manual, section 9.8. */
final class NumberFormatting {
  /** Decimal digits that a double and a float are sure of. */
  private static final int DOUBLE_DIGITS = 15;

  private static final int FLOAT_DIGITS = 6;

  private NumberFormatting() {}

  static void register(Registry registry) {
    registry.add(
        "int4_to_char", (a, c) -> exact(BigDecimal.valueOf((Integer) a[0]), Texts.of(a[1])));
    registry.add("int8_to_char", (a, c) -> exact(BigDecimal.valueOf((Long) a[0]), Texts.of(a[1])));
    registry.add(
        "numeric_to_char",
        (a, c) -> {
          Numeric value = (Numeric) a[0];
          return value.isNumber()
              ? exact(value.value(), Texts.of(a[1]))
              : special(value.isNaN(), value.signum() < 0, Texts.of(a[1]));
        });
    registry.add("float8_to_char", (a, c) -> inexact((Double) a[0], DOUBLE_DIGITS, Texts.of(a[1])));
    registry.add(
        "float4_to_char",
        (a, c) -> inexact(((Float) a[0]).doubleValue(), FLOAT_DIGITS, Texts.of(a[1])));
    registry.add("numeric_to_number", (a, c) -> read(Texts.of(a[0]), Texts.of(a[1])));
  }

  private static String exact(BigDecimal value, String text) {
    NumberPicture picture = NumberPicture.of(text);
    if (picture.has(Trait.ROMAN)) {
      return NumberToText.roman(
          picture,
          value
              .setScale(0, RoundingMode.HALF_UP)
              .min(BigDecimal.valueOf(4000))
              .max(BigDecimal.ZERO)
              .longValue());
    }
    if (picture.has(Trait.EXPONENT)) {
      return scientific(value, picture.behind);
    }
    BigDecimal shifted = shifted(value, picture);
    return NumberToText.print(
        picture,
        shifted.setScale(picture.behind, RoundingMode.HALF_UP).abs().toPlainString(),
        shifted.setScale(picture.behind, RoundingMode.HALF_UP).signum() < 0);
  }

  private static BigDecimal shifted(BigDecimal value, NumberPicture picture) {
    if (!picture.has(Trait.SHIFT)) {
      return value;
    }
    picture.before += picture.shift;
    return value.scaleByPowerOfTen(picture.shift);
  }

  private static String scientific(BigDecimal value, int decimals) {
    BigDecimal rounded = value.round(new java.math.MathContext(decimals + 1, RoundingMode.HALF_UP));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded
            .abs()
            .scaleByPowerOfTen(-exponent)
            .setScale(decimals, RoundingMode.HALF_UP)
            .toPlainString();
    return (value.signum() < 0 ? "-" : " ")
        + mantissa
        + "e%c%02d".formatted(exponent < 0 ? '-' : '+', Math.abs(exponent));
  }

  private static String special(boolean nan, boolean negative, String text) {
    NumberPicture picture = NumberPicture.of(text);
    if (picture.has(Trait.EXPONENT)) {
      return " " + "#".repeat(picture.before) + "." + "#".repeat(picture.behind + 4);
    }
    return NumberToText.print(picture, nan ? "NaN" : "Infinity", negative);
  }

  private static String inexact(double value, int digits, String text) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(Double.isNaN(value), value < 0, text);
    }
    NumberPicture picture = NumberPicture.of(text);
    BigDecimal exact = new BigDecimal(value);
    if (picture.has(Trait.ROMAN)) {
      return exact(exact.setScale(0, RoundingMode.HALF_EVEN), text);
    }
    if (picture.has(Trait.EXPONENT)) {
      return scientific(exact, picture.behind);
    }
    BigDecimal shifted = shifted(exact, picture);
    int whole = shifted.abs().setScale(0, RoundingMode.HALF_EVEN).toPlainString().length();
    int decimals = Math.min(picture.behind, Math.max(0, digits - whole));
    BigDecimal rounded = shifted.setScale(decimals, RoundingMode.HALF_EVEN);
    picture.behind = decimals;
    return NumberToText.print(picture, rounded.abs().toPlainString(), value < 0);
  }

  /** Digits, sign and point are taken where the template has them; what else it has is passed. */
  private static Numeric read(String input, String text) {
    NumberPicture picture = NumberPicture.of(text);
    if (picture.has(Trait.EXPONENT)) {
      throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "\"EEEE\" not supported for input");
    }
    if (picture.has(Trait.ROMAN)) {
      throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "\"RN\" not supported for input");
    }
    return new NumberReader(picture, input).read();
  }

  /** One reading of a text. */
  private static final class NumberReader {
    private final NumberPicture picture;
    private final String input;
    private final StringBuilder digits = new StringBuilder();
    private boolean negative;
    private boolean signed;
    private boolean point;
    private int decimals;
    private int at;

    NumberReader(NumberPicture picture, String input) {
      this.picture = picture;
      this.input = input;
    }

    /** Whether what stands here is no literal of the format's, but belongs to the number. */
    private boolean keeps(String literal) {
      boolean ofNumber = Character.isDigit(current()) || "+-., ".indexOf(current()) >= 0;
      return ofNumber && !literal.equals(String.valueOf(current()));
    }

    private char current() {
      return at < input.length() ? input.charAt(at) : 0;
    }

    Numeric read() {
      for (Part part : picture.parts) {
        if (at >= input.length()) {
          break;
        }
        switch (part.field()) {
          case "9", "0", ".", "D" -> digit();
          case ",", "G" -> at += current() == ',' ? 1 : 0;
          case "L" -> at += Character.isDigit(current()) ? 0 : 1;
          case "MI", "PL", "SG", "S" -> sign();
          case "PR" -> at += current() == '>' ? 1 : 0;
          case "TH" -> at = Math.min(input.length(), at + 2);
          case "" -> at += keeps(part.literal()) ? 0 : 1;
          default -> {}
        }
      }
      if (digits.isEmpty() || digits.toString().equals(".")) {
        throw new SqlException(
            SqlState.INVALID_TEXT_REPRESENTATION,
            "invalid input syntax for type numeric: \"" + (digits.isEmpty() ? " " : " .") + "\"");
      }
      BigDecimal value =
          new BigDecimal(digits.toString()).setScale(decimals, RoundingMode.UNNECESSARY);
      value = negative ? value.negate() : value;
      return picture.has(Trait.SHIFT)
          ? NumericFunctions.divide(
              Numeric.of(value), Numeric.of(BigDecimal.TEN.pow(picture.shift)))
          : Numeric.of(value);
    }

    private void sign() {
      if (current() == '-' || current() == '+') {
        negative |= current() == '-';
        signed = true;
        at++;
      } else if (current() == ' ') {
        at++;
      }
    }

    private void digit() {
      digitOrPoint();
      // A sign may follow the digits.
      if (!signed && picture.has(Trait.SIGN) && !digits.isEmpty() && current() == '-') {
        sign();
      }
    }

    private void digitOrPoint() {
      while (current() == ' ' && digits.isEmpty()) {
        at++;
      }
      if (digits.isEmpty() && !signed && "+-<".indexOf(current()) >= 0 && current() != 0) {
        negative = current() != '+';
        signed = true;
        at++;
      }
      char c = current();
      if (c >= '0' && c <= '9') {
        if (point && decimals == picture.behind) {
          return;
        }
        decimals += point ? 1 : 0;
        digits.append(c);
        at++;
      } else if (c == '.' && picture.has(Trait.POINT) && !point) {
        point = true;
        digits.append('.');
        at++;
      } else if (c != 0 && c != '-' && c != '+') {
        at++;
      }
    }
  }
}
