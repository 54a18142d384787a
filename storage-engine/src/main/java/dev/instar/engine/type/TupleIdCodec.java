package dev.instar.engine.type;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** tid: {@code (block,item)}. */
final class TupleIdCodec implements Codec<TupleId> {
  private static final Pattern TEXT = Pattern.compile("\\((\\d{1,10}),(\\d{1,5})\\)");
  private static final int MAX_ITEM = 0xFFFF;

  @Override
  public TupleId parse(String text, TextFormat format) {
    Matcher parts = TEXT.matcher(text);
    if (parts.matches()) {
      long block = Long.parseLong(parts.group(1));
      int item = Integer.parseInt(parts.group(2));
      if (block <= OidCodec.MAX && item <= MAX_ITEM) {
        return new TupleId(block, item);
      }
    }
    throw InputErrors.syntax("tid", text);
  }

  @Override
  public String print(TupleId value, TextFormat format) {
    return "(" + value.block() + "," + value.item() + ")";
  }

  @Override
  public TupleId receive(byte[] binary) {
    return BinaryReader.read(
        "tid",
        binary,
        b -> new TupleId(Integer.toUnsignedLong(b.getInt()), Short.toUnsignedInt(b.getShort())));
  }

  @Override
  public byte[] send(TupleId value) {
    return ByteBuffer.allocate(6)
        .putInt((int) value.block())
        .putShort((short) value.item())
        .array();
  }

  /** The block is stored as two numbers of two bytes, the higher first. */
  @Override
  public byte[] image(TupleId value) {
    return Image.allocate(3 * Short.BYTES)
        .putShort((short) (value.block() >> Short.SIZE))
        .putShort((short) value.block())
        .putShort((short) value.item())
        .array();
  }

  @Override
  public int compare(TupleId left, TupleId right) {
    return left.compareTo(right);
  }
}
