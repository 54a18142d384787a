package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** timetz. The protocol counts offsets west of Greenwich. */
final class TimeTzCodec implements Codec<TimeTz> {
  @Override
  public TimeTz parse(String text, TextFormat format) {
    return DateTimeReader.timeTz(text, format);
  }

  @Override
  public String print(TimeTz value, TextFormat format) {
    return DateTimePrinter.print(value);
  }

  @Override
  public TimeTz receive(byte[] binary) {
    return BinaryReader.read(
        "time with time zone",
        binary,
        b -> new TimeTz(TimeCodec.checked(b.getLong()), -b.getInt()));
  }

  @Override
  public byte[] send(TimeTz value) {
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
        .putLong(value.micros())
        .putInt(-value.offsetSeconds())
        .array();
  }

  @Override
  public byte[] image(TimeTz value) {
    return Image.allocate(Long.BYTES + Integer.BYTES)
        .putLong(value.micros())
        .putInt(-value.offsetSeconds())
        .array();
  }

  @Override
  public int compare(TimeTz left, TimeTz right) {
    return left.compareTo(right);
  }
}
