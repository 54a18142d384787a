package dev.instar.engine.type;

import java.nio.ByteBuffer;
import java.util.UUID;

/** uuid: 32 hexadecimal digits, hyphens after any group of four, braces around it if need be. */
final class UuidCodec implements Codec<UUID> {
  private static final int DIGITS = 32;

  @Override
  public UUID parse(String text, TextFormat format) {
    int from = 0;
    int end = text.length();
    if (text.startsWith("{")) {
      if (!text.endsWith("}")) {
        throw InputErrors.syntax("uuid", text);
      }
      from++;
      end--;
    }
    long high = 0;
    long low = 0;
    int digits = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '-'
          && digits > 0
          && digits % 4 == 0
          && digits < DIGITS
          && text.charAt(i - 1) != '-') {
        continue;
      }
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0 || digits == DIGITS) {
        throw InputErrors.syntax("uuid", text);
      }
      if (digits < DIGITS / 2) {
        high = high << 4 | digit;
      } else {
        low = low << 4 | digit;
      }
      digits++;
    }
    if (digits != DIGITS) {
      throw InputErrors.syntax("uuid", text);
    }
    return new UUID(high, low);
  }

  @Override
  public String print(UUID value, TextFormat format) {
    return value.toString();
  }

  @Override
  public UUID receive(byte[] binary) {
    return BinaryReader.read("uuid", binary, b -> new UUID(b.getLong(), b.getLong()));
  }

  @Override
  public byte[] send(UUID value) {
    return ByteBuffer.allocate(16)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits())
        .array();
  }

  /** By the bytes, unsigned; {@link UUID#compareTo} is signed. */
  @Override
  public int compare(UUID left, UUID right) {
    int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }
}
