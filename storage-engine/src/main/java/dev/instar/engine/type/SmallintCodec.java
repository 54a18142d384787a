package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** smallint. */
final class SmallintCodec implements Codec<Short> {
  @Override
  public Short parse(String text, TextFormat format) {
    return (short) IntegerText.parse(text, "smallint", Short.MIN_VALUE, Short.MAX_VALUE);
  }

  @Override
  public String print(Short value, TextFormat format) {
    return Short.toString(value);
  }

  @Override
  public Short receive(byte[] binary) {
    return BinaryReader.read("smallint", binary, ByteBuffer::getShort);
  }

  @Override
  public byte[] send(Short value) {
    return ByteBuffer.allocate(Short.BYTES).putShort(value).array();
  }

  @Override
  public int compare(Short left, Short right) {
    return Short.compare(left, right);
  }
}
