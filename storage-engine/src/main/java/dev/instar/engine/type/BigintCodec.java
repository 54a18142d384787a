package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** bigint. */
final class BigintCodec implements Codec<Long> {
  @Override
  public Long parse(String text, TextFormat format) {
    return IntegerText.parse(text, "bigint", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public String print(Long value, TextFormat format) {
    return Long.toString(value);
  }

  @Override
  public Long receive(byte[] binary) {
    return BinaryReader.read("bigint", binary, ByteBuffer::getLong);
  }

  @Override
  public byte[] send(Long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  @Override
  public int compare(Long left, Long right) {
    return Long.compare(left, right);
  }
}
