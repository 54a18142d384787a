package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** time. */
final class TimeCodec implements Codec<Time> {
  @Override
  public Time parse(String text, TextFormat format) {
    return DateTimeReader.time(text, format);
  }

  @Override
  public String print(Time value, TextFormat format) {
    return DateTimePrinter.print(value);
  }

  @Override
  public Time receive(byte[] binary) {
    return new Time(checked(BinaryReader.read("time", binary, ByteBuffer::getLong)));
  }

  static long checked(long micros) {
    if (micros < 0 || micros > DateTimes.MICROS_PER_DAY) {
      throw InputErrors.dateTimeOutOfRange("time");
    }
    return micros;
  }

  @Override
  public byte[] send(Time value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value.micros()).array();
  }

  @Override
  public int compare(Time left, Time right) {
    return left.compareTo(right);
  }
}
