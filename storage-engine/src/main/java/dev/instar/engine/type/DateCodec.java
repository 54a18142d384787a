package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** date. */
final class DateCodec implements Codec<Date> {
  @Override
  public Date parse(String text, TextFormat format) {
    return DateTimeReader.date(text, format);
  }

  @Override
  public String print(Date value, TextFormat format) {
    return DateTimePrinter.print(value);
  }

  @Override
  public Date receive(byte[] binary) {
    Date date = new Date(BinaryReader.read("date", binary, ByteBuffer::getInt));
    return date.isFinite() ? Date.ofDays(date.days()) : date;
  }

  @Override
  public byte[] send(Date value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value.days()).array();
  }

  @Override
  public int compare(Date left, Date right) {
    return left.compareTo(right);
  }
}
