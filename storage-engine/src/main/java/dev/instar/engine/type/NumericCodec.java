package dev.instar.engine.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * numeric.
 *
 * <p>The binary form is base 10000: the number of digits, the weight of the first one (as a power
 * of 10000), the sign, the display scale, then the digits, each two bytes. 12345.60 is {@code 0003
 * 0001 0000 0002 | 0001 0929 1770}: 1, 2345, 6000.
 */
final class NumericCodec implements Codec<Numeric> {
  private static final Pattern DECIMAL =
      Pattern.compile(
          "([+-]?)(\\d+(?:_\\d+)*)?(?:\\.(\\d+(?:_\\d+)*)?)?(?:[eE]([+-]?\\d+(?:_\\d+)*))?");
  private static final Pattern RADIX = Pattern.compile("([+-]?)0([xXoObB])((?:_?\\p{XDigit})+)");
  private static final int MAX_EXPONENT = 1_000_000;
  private static final int BASE = 10_000;
  private static final int BASE_DIGITS = 4;
  private static final int POSITIVE = 0x0000;
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int INFINITY = 0xD000;
  private static final int NEGATIVE_INFINITY = 0xF000;
  private static final int INFINITY_SCALE = 0x20;

  private static final int SHORT = 0x8000;
  private static final int SHORT_NEGATIVE = 0x2000;
  private static final int SHORT_SCALE_SHIFT = 7;
  private static final int SHORT_SCALE_MAX = 63;
  private static final int SHORT_WEIGHT_MAX = 63;

  @Override
  public Numeric parse(String text, TextFormat format) {
    return parse(text);
  }

  static Numeric parse(String text) {
    String trimmed = text.strip();
    Matcher decimal = DECIMAL.matcher(trimmed);
    if (decimal.matches() && (decimal.group(2) != null || decimal.group(3) != null)) {
      return decimal(decimal);
    }
    Matcher radix = RADIX.matcher(trimmed);
    if (radix.matches()) {
      return radix(radix, text);
    }
    return switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "nan" -> Numeric.NAN;
      case "infinity", "+infinity", "inf", "+inf" -> Numeric.INFINITY;
      case "-infinity", "-inf" -> Numeric.NEGATIVE_INFINITY;
      default -> throw InputErrors.syntax("numeric", text);
    };
  }

  private static Numeric decimal(Matcher parts) {
    String whole = parts.group(2) == null ? "" : parts.group(2).replace("_", "");
    String fraction = parts.group(3) == null ? "" : parts.group(3).replace("_", "");
    int exponent = 0;
    if (parts.group(4) != null) {
      String written = parts.group(4).replace("_", "");
      if (written.length() > 8 || Math.abs(Integer.parseInt(written)) > MAX_EXPONENT) {
        throw InputErrors.numericOverflow();
      }
      exponent = Integer.parseInt(written);
    }
    BigInteger digits = new BigInteger(whole + fraction);
    int scale = fraction.length() - exponent;
    if (digits.signum() == 0) {
      return Numeric.of(BigDecimal.valueOf(0, Math.max(0, Math.min(scale, Numeric.MAX_SCALE))));
    }
    if (-scale > Numeric.MAX_WHOLE_DIGITS) {
      throw InputErrors.numericOverflow();
    }
    BigDecimal value = new BigDecimal(digits, scale);
    return Numeric.of(parts.group(1).equals("-") ? value.negate() : value);
  }

  private static Numeric radix(Matcher parts, String text) {
    int radix =
        switch (Character.toLowerCase(parts.group(2).charAt(0))) {
          case 'x' -> 16;
          case 'o' -> 8;
          default -> 2;
        };
    try {
      BigInteger value = new BigInteger(parts.group(3).replace("_", ""), radix);
      return Numeric.of(parts.group(1).equals("-") ? value.negate() : value);
    } catch (NumberFormatException e) {
      throw InputErrors.syntax("numeric", text);
    }
  }

  @Override
  public String print(Numeric value, TextFormat format) {
    return value.toString();
  }

  @Override
  public Numeric receive(byte[] binary) {
    return BinaryReader.read("numeric", binary, NumericCodec::read);
  }

  private static Numeric read(ByteBuffer buffer) {
    int count = Short.toUnsignedInt(buffer.getShort());
    int weight = buffer.getShort();
    int sign = Short.toUnsignedInt(buffer.getShort());
    int scale = Short.toUnsignedInt(buffer.getShort());
    BigInteger digits = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      int digit = buffer.getShort();
      if (digit < 0 || digit >= BASE) {
        throw InputErrors.binary("numeric");
      }
      digits = digits.multiply(BigInteger.valueOf(BASE)).add(BigInteger.valueOf(digit));
    }
    return switch (sign) {
      case NAN -> Numeric.NAN;
      case INFINITY -> Numeric.INFINITY;
      case NEGATIVE_INFINITY -> Numeric.NEGATIVE_INFINITY;
      case POSITIVE, NEGATIVE -> finite(sign == NEGATIVE, digits, count - weight - 1, scale);
      default -> throw InputErrors.binary("numeric");
    };
  }

  /** {@code groups}: how many groups of four digits stand behind the point. */
  private static Numeric finite(boolean negative, BigInteger digits, int groups, int scale) {
    if (scale > Numeric.MAX_SCALE) {
      throw InputErrors.binary("numeric");
    }
    BigDecimal value = new BigDecimal(digits, groups * BASE_DIGITS);
    BigDecimal scaled = value.setScale(scale, java.math.RoundingMode.DOWN);
    return Numeric.of(negative ? scaled.negate() : scaled);
  }

  @Override
  public byte[] send(Numeric value) {
    if (!value.isNumber()) {
      int sign = value.isNaN() ? NAN : value.signum() > 0 ? INFINITY : NEGATIVE_INFINITY;
      // The server sends the infinities with the scale bits of its own format set.
      int scale = value.isNaN() ? 0 : INFINITY_SCALE;
      return ByteBuffer.allocate(8)
          .putInt(0)
          .putShort((short) sign)
          .putShort((short) scale)
          .array();
    }
    BigDecimal number = value.value();
    int padding = Math.floorMod(-number.scale(), BASE_DIGITS);
    String digits = number.unscaledValue().abs().toString() + "0".repeat(padding);
    digits = "0".repeat(Math.floorMod(-digits.length(), BASE_DIGITS)) + digits;
    int count = digits.length() / BASE_DIGITS;
    int weight = count - 1 - (number.scale() + padding) / BASE_DIGITS;
    short[] groups = new short[count];
    for (int i = 0; i < count; i++) {
      groups[i] = Short.parseShort(digits.substring(i * BASE_DIGITS, (i + 1) * BASE_DIGITS));
    }
    int first = 0;
    while (first < count && groups[first] == 0) {
      first++;
    }
    int last = count;
    while (last > first && groups[last - 1] == 0) {
      last--;
    }
    ByteBuffer buffer = ByteBuffer.allocate(8 + 2 * (last - first));
    buffer.putShort((short) (last - first));
    buffer.putShort((short) (last == first ? 0 : weight - first));
    buffer.putShort((short) (number.signum() < 0 ? NEGATIVE : POSITIVE));
    buffer.putShort((short) number.scale());
    for (int i = first; i < last; i++) {
      buffer.putShort(groups[i]);
    }
    return buffer.array();
  }

  /**
   * {@code utils/numeric.c}: a header of two bytes with sign, scale and weight where scale and
   * weight are small, of four otherwise; then the digits of base 10,000. NaN and the infinities are
   * a header.
   */
  @Override
  public byte[] image(Numeric value) {
    ByteBuffer sent = ByteBuffer.wrap(send(value));
    int count = sent.getShort();
    int weight = sent.getShort();
    int sign = Short.toUnsignedInt(sent.getShort());
    int scale = sent.getShort();
    if (!value.isNumber()) {
      return Image.allocate(Short.BYTES).putShort((short) sign).array();
    }
    boolean small =
        scale <= SHORT_SCALE_MAX && weight >= -SHORT_WEIGHT_MAX - 1 && weight <= SHORT_WEIGHT_MAX;
    byte[] image = new byte[(small ? 1 : 2) * Short.BYTES + count * Short.BYTES];
    ByteBuffer out = Image.over(image);
    if (small) {
      int header = SHORT | (sign == NEGATIVE ? SHORT_NEGATIVE : 0) | scale << SHORT_SCALE_SHIFT;
      out.putShort((short) (header | (weight & (2 * SHORT_WEIGHT_MAX + 1))));
    } else {
      out.putShort((short) (sign | scale)).putShort((short) weight);
    }
    while (sent.hasRemaining()) {
      out.putShort(sent.getShort());
    }
    return image;
  }

  @Override
  public int compare(Numeric left, Numeric right) {
    return left.compareTo(right);
  }
}
