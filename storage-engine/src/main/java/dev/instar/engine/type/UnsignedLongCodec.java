package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** xid8 in decimal and pg_lsn as {@code 16/B374D848}: unsigned, of eight bytes, as a long. */
final class UnsignedLongCodec implements Codec<Long> {
  private static final Pattern LSN = Pattern.compile("(\\p{XDigit}{1,8})/(\\p{XDigit}{1,8})");

  private final String type;
  private final boolean position;

  UnsignedLongCodec(String type, boolean position) {
    this.type = type;
    this.position = position;
  }

  @Override
  public Long parse(String text, TextFormat format) {
    if (position) {
      Matcher parts = LSN.matcher(text);
      if (!parts.matches()) {
        throw InputErrors.syntax(type, text);
      }
      return Long.parseLong(parts.group(1), 16) << 32 | Long.parseLong(parts.group(2), 16);
    }
    String trimmed = text.strip();
    if (trimmed.isEmpty() || !trimmed.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw InputErrors.syntax(type, text);
    }
    try {
      return Long.parseUnsignedLong(trimmed);
    } catch (NumberFormatException e) {
      throw new SqlException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "value \"" + text + "\" is out of range for type " + type);
    }
  }

  @Override
  public String print(Long value, TextFormat format) {
    return position
        ? "%X/%X".formatted(value >>> 32, value & OidCodec.MAX)
        : Long.toUnsignedString(value);
  }

  @Override
  public Long receive(byte[] binary) {
    return BinaryReader.read(type, binary, ByteBuffer::getLong);
  }

  @Override
  public byte[] send(Long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  @Override
  public int compare(Long left, Long right) {
    return Long.compareUnsigned(left, right);
  }
}
