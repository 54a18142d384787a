package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** integer. */
final class IntegerCodec implements Codec<Integer> {
  @Override
  public Integer parse(String text, TextFormat format) {
    return (int) IntegerText.parse(text, "integer", Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public String print(Integer value, TextFormat format) {
    return Integer.toString(value);
  }

  @Override
  public Integer receive(byte[] binary) {
    return BinaryReader.read("integer", binary, ByteBuffer::getInt);
  }

  @Override
  public byte[] send(Integer value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  @Override
  public int compare(Integer left, Integer right) {
    return Integer.compare(left, right);
  }
}
