package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** double precision. NaN is equal to itself and above everything; 0 and -0 are equal. */
final class DoubleCodec implements Codec<Double> {
  @Override
  public Double parse(String text, TextFormat format) {
    return FloatText.parseDouble(text);
  }

  @Override
  public String print(Double value, TextFormat format) {
    return FloatText.print(value.doubleValue(), format.floatDigits());
  }

  @Override
  public Double receive(byte[] binary) {
    return BinaryReader.read("double precision", binary, ByteBuffer::getDouble);
  }

  @Override
  public byte[] send(Double value) {
    return ByteBuffer.allocate(Double.BYTES).putDouble(value).array();
  }

  @Override
  public int compare(Double left, Double right) {
    return left.doubleValue() == right.doubleValue() ? 0 : Double.compare(left, right);
  }

  @Override
  public Object key(Double value) {
    return value == 0 ? (Double) 0d : value;
  }
}
