package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** timestamp. */
final class TimestampCodec implements Codec<Timestamp> {
  @Override
  public Timestamp parse(String text, TextFormat format) {
    return DateTimeReader.timestamp(text, format);
  }

  @Override
  public String print(Timestamp value, TextFormat format) {
    return DateTimePrinter.print(value);
  }

  @Override
  public Timestamp receive(byte[] binary) {
    Timestamp value = new Timestamp(BinaryReader.read("timestamp", binary, ByteBuffer::getLong));
    return value.isFinite() ? new Timestamp(DateTimes.checked(value.micros())) : value;
  }

  @Override
  public byte[] send(Timestamp value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value.micros()).array();
  }

  @Override
  public int compare(Timestamp left, Timestamp right) {
    return left.compareTo(right);
  }
}
