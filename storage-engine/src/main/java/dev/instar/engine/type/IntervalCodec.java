package dev.instar.engine.type;

import java.nio.ByteBuffer;

/** interval. */
final class IntervalCodec implements Codec<Interval> {
  @Override
  public Interval parse(String text, TextFormat format) {
    return IntervalParser.parse(text, "second");
  }

  @Override
  public String print(Interval value, TextFormat format) {
    return IntervalPrinter.print(value);
  }

  @Override
  public Interval receive(byte[] binary) {
    return BinaryReader.read(
        "interval",
        binary,
        b -> {
          long micros = b.getLong();
          int days = b.getInt();
          return new Interval(b.getInt(), days, micros);
        });
  }

  @Override
  public byte[] send(Interval value) {
    return ByteBuffer.allocate(16)
        .putLong(value.micros())
        .putInt(value.days())
        .putInt(value.months())
        .array();
  }

  @Override
  public byte[] image(Interval value) {
    return Image.allocate(Long.BYTES + 2 * Integer.BYTES)
        .putLong(value.micros())
        .putInt(value.days())
        .putInt(value.months())
        .array();
  }

  @Override
  public int compare(Interval left, Interval right) {
    return left.compareTo(right);
  }
}
