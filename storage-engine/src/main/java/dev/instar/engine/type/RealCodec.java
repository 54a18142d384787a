package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** real. NaN is equal to itself and above everything; 0 and -0 are equal. */
final class RealCodec implements Codec<Float> {
  @Override
  public Float parse(String text, TextFormat format) {
    return FloatText.parseFloat(text);
  }

  @Override
  public String print(Float value, TextFormat format) {
    return FloatText.print(value.floatValue(), format.floatDigits());
  }

  @Override
  public Float receive(byte[] binary) {
    return BinaryReader.read("real", binary, ByteBuffer::getFloat);
  }

  @Override
  public byte[] send(Float value) {
    return ByteBuffer.allocate(Float.BYTES).putFloat(value).array();
  }

  @Override
  public int compare(Float left, Float right) {
    return left.floatValue() == right.floatValue() ? 0 : Float.compare(left, right);
  }

  @Override
  public Object key(Float value) {
    return value == 0 ? (Float) 0f : value;
  }
}
