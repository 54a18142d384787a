package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

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
  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
  private static final Pattern LOWER_UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private CompactKey() {}

  static byte[] encode(Key key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(24);
    for (String value : key.values()) {
      if (NUMBER.matcher(value).matches()) {
        number(Long.parseLong(value), out);
      } else if (value.length() == 36 && LOWER_UUID.matcher(value).matches()) {
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
