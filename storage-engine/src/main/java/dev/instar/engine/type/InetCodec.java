package dev.instar.engine.type;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * inet. In binary: family (2, or 3 for version 6), bits, 0 (it is no cidr), the number of the
 * address's bytes, and these. 10.1.2.3/16 is {@code 02 10 00 04 0A 01 02 03}.
 */
final class InetCodec implements Codec<Inet> {
  private static final byte FAMILY_4 = 2;
  private static final byte FAMILY_6 = 3;

  @Override
  public Inet parse(String text, TextFormat format) {
    return InetText.parse(text);
  }

  @Override
  public String print(Inet value, TextFormat format) {
    return InetText.print(value);
  }

  @Override
  public Inet receive(byte[] binary) {
    return BinaryReader.read("inet", binary, InetCodec::read);
  }

  private static Inet read(ByteBuffer in) {
    byte family = in.get();
    int bits = Byte.toUnsignedInt(in.get());
    in.get();
    int width = in.get() * Byte.SIZE;
    if (width != (family == FAMILY_4 ? Inet.WIDTH_4 : Inet.WIDTH_6)
        || (family != FAMILY_4 && family != FAMILY_6)
        || bits > width) {
      throw InputErrors.binary("inet");
    }
    byte[] address = new byte[width / Byte.SIZE];
    in.get(address);
    return new Inet(width, new BigInteger(1, address), bits);
  }

  @Override
  public byte[] send(Inet value) {
    int count = value.width() / Byte.SIZE;
    ByteBuffer out = ByteBuffer.allocate(count + 4);
    out.put(value.width() == Inet.WIDTH_4 ? FAMILY_4 : FAMILY_6);
    out.put((byte) value.bits()).put((byte) 0).put((byte) count);
    for (int shift = value.width() - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.put(value.address().shiftRight(shift).byteValue());
    }
    return out.array();
  }

  /** Without what says that it is no cidr, and how long it is. */
  @Override
  public byte[] image(Inet value) {
    byte[] sent = send(value);
    ByteBuffer out = ByteBuffer.allocate(sent.length - 2);
    return out.put(sent, 0, 2).put(sent, 4, sent.length - 4).array();
  }

  @Override
  public int compare(Inet left, Inet right) {
    return left.compareTo(right);
  }
}
