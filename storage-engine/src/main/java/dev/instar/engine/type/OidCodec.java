package dev.instar.engine.type;

import java.nio.ByteBuffer;

/**
 * oid, xid and cid: unsigned, of four bytes, as a long. That transaction numbers are compared for
 * equality only is the operators' business.
 */
final class OidCodec implements Codec<Long> {
  static final long MAX = 0xFFFF_FFFFL;

  private final String type;

  OidCodec(String type) {
    this.type = type;
  }

  @Override
  public Long parse(String text, TextFormat format) {
    return parse(text, type);
  }

  /** As {@code strtoul} has it: a negative number stands for the one 2^32 above it. */
  static Long parse(String text, String type) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.contains("_")) {
      throw InputErrors.syntax(type, text);
    }
    return IntegerText.parse(text, type, Integer.MIN_VALUE, MAX) & MAX;
  }

  @Override
  public String print(Long value, TextFormat format) {
    return Long.toString(value);
  }

  @Override
  public Long receive(byte[] binary) {
    return BinaryReader.read(type, binary, b -> Integer.toUnsignedLong(b.getInt()));
  }

  @Override
  public byte[] send(Long value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) (long) value).array();
  }

  @Override
  public int compare(Long left, Long right) {
    return Long.compare(left, right);
  }
}
