package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A key as few bytes, since a million of them may be pending. Each column is
 *
 * <pre>
 * 0      16 bytes         a UUID in lower case
 * 1..8   that many bytes  a whole number without superfluous digits, two's complement, big-endian
 * 9+n    n bytes          any other text of n < 246 bytes in UTF-8
 * 255    4 bytes n, n bytes  a longer one
 * </pre>
 *
 * <p>so that the key {@code (7, a)} is {@code 01 07 0A 61}. Decoding gives back the very text.
 */
final class CompactKey {
  private static final int TEXT = 9;
  private static final int LONG_TEXT = 255;
  private static final int MAX_DIGITS = 18;

  private CompactKey() {}

  static byte[] encode(Key key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(24);
    for (String value : key.values()) {
      if (isNumber(value)) {
        number(Long.parseLong(value), out);
      } else if (isUuid(value)) {
        UUID uuid = UUID.fromString(value);
        out.write(0);
        bytes(uuid.getMostSignificantBits(), 8, out);
        bytes(uuid.getLeastSignificantBits(), 8, out);
      } else {
        text(value, out);
      }
    }
    return out.toByteArray();
  }

  /**
   * Whether it is 0, or digits that begin with another one, behind a minus or not, and fits a long.
   */
  private static boolean isNumber(String value) {
    int first = value.startsWith("-") ? 1 : 0;
    int digits = value.length() - first;
    if (digits < 1 || digits > MAX_DIGITS) {
      return false;
    }
    for (int i = first; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return value.charAt(first) != '0' || value.length() == 1;
  }

  private static boolean isUuid(String value) {
    if (value.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = value.charAt(i);
      boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
      boolean isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (isDash ? c != '-' : !isHex) {
        return false;
      }
    }
    return true;
  }

  private static void number(long value, ByteArrayOutputStream out) {
    int size = 1;
    while (size < 8 && (value << (64 - 8 * size)) >> (64 - 8 * size) != value) {
      size++;
    }
    out.write(size);
    bytes(value, size, out);
  }

  private static void text(String value, ByteArrayOutputStream out) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    if (TEXT + text.length < LONG_TEXT) {
      out.write(TEXT + text.length);
    } else {
      out.write(LONG_TEXT);
      bytes(text.length, 4, out);
    }
    out.writeBytes(text);
  }

  private static void bytes(long value, int size, ByteArrayOutputStream out) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  static Key decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<String> values = new ArrayList<>(1);
    while (in.hasRemaining()) {
      int tag = in.get() & 0xFF;
      if (tag == 0) {
        values.add(new UUID(in.getLong(), in.getLong()).toString());
      } else if (tag < TEXT) {
        long value = in.get();
        for (int i = 1; i < tag; i++) {
          value = (value << 8) | (in.get() & 0xFF);
        }
        values.add(Long.toString(value));
      } else {
        byte[] text = new byte[tag == LONG_TEXT ? in.getInt() : tag - TEXT];
        in.get(text);
        values.add(new String(text, StandardCharsets.UTF_8));
      }
    }
    return new Key(values);
  }
}
