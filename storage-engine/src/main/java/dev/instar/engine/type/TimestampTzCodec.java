package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** timestamptz. */
final class TimestampTzCodec implements Codec<TimestampTz> {
  @Override
  public TimestampTz parse(String text, TextFormat format) {
    return DateTimeReader.timestampTz(text, format);
  }

  @Override
  public String print(TimestampTz value, TextFormat format) {
    return DateTimePrinter.print(value, format);
  }

  @Override
  public TimestampTz receive(byte[] binary) {
    TimestampTz value =
        new TimestampTz(BinaryReader.read("timestamp with time zone", binary, ByteBuffer::getLong));
    return value.isFinite() ? new TimestampTz(DateTimes.checked(value.micros())) : value;
  }

  @Override
  public byte[] send(TimestampTz value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value.micros()).array();
  }

  @Override
  public int compare(TimestampTz left, TimestampTz right) {
    return left.compareTo(right);
  }
}
