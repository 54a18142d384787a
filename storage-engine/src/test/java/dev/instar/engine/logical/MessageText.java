package dev.instar.engine.logical;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Messages of pgoutput as lines in which two servers must agree: all bytes, with OIDs of users'
 * objects and transaction ids numbered as they come, and positions and times left out.
 */
final class MessageText {
  /** Users' objects have OIDs from here on, on both servers; the engine's citext is below. */
  private static final int FIRST_USER_OID = 9000;

  private final Map<Integer, Integer> oids = new HashMap<>();
  private final Map<Integer, Integer> xids = new HashMap<>();

  String line(StreamClient.Message message) {
    ByteBuffer in = message.payload().duplicate();
    StringBuilder out = new StringBuilder(message.start() == 0 ? "- " : "+ ");
    char kind = (char) in.get();
    out.append(kind);
    switch (kind) {
      case 'B' -> {
        skip(in, 16);
        out.append(" x").append(number(xids, in.getInt()));
      }
      case 'C' -> {
        out.append(' ').append(in.get());
        skip(in, 24);
      }
      case 'O' -> {
        skip(in, 8);
        out.append(' ').append(string(in));
      }
      case 'R' -> relation(in, out);
      case 'Y' ->
          out.append(' ')
              .append(oid(in))
              .append(' ')
              .append(string(in))
              .append('.')
              .append(string(in));
      case 'I', 'U', 'D' -> {
        out.append(' ').append(oid(in));
        while (in.hasRemaining()) {
          tuple(in, out);
        }
      }
      case 'T' -> {
        int count = in.getInt();
        out.append(' ').append(in.get());
        for (int i = 0; i < count; i++) {
          out.append(' ').append(oid(in));
        }
      }
      case 'M' -> {
        out.append(' ').append(in.get());
        skip(in, 8);
        out.append(' ').append(string(in)).append(' ').append(bytes(in, in.getInt()));
      }
      default -> out.append('?');
    }
    if (in.hasRemaining()) {
      out.append(" and ").append(in.remaining()).append(" bytes");
    }
    return out.toString();
  }

  private static void skip(ByteBuffer in, int bytes) {
    in.position(in.position() + bytes);
  }

  private static int number(Map<Integer, Integer> numbers, int value) {
    return numbers.computeIfAbsent(value, any -> numbers.size() + 1);
  }

  private String oid(ByteBuffer in) {
    int oid = in.getInt();
    return oid < FIRST_USER_OID ? String.valueOf(oid) : "#" + number(oids, oid);
  }

  private void relation(ByteBuffer in, StringBuilder out) {
    out.append(' ').append(oid(in)).append(' ').append(string(in)).append('.').append(string(in));
    out.append(' ').append((char) in.get());
    int count = in.getShort();
    for (int i = 0; i < count; i++) {
      out.append(" (").append(in.get()).append(' ').append(string(in));
      out.append(' ').append(oid(in)).append(' ').append(in.getInt()).append(')');
    }
  }

  private static void tuple(ByteBuffer in, StringBuilder out) {
    out.append(' ').append((char) in.get());
    int count = in.getShort();
    for (int i = 0; i < count; i++) {
      char kind = (char) in.get();
      out.append(' ').append(kind);
      if (kind == 't' || kind == 'b') {
        out.append(':').append(bytes(in, in.getInt()));
      }
    }
  }

  private static String string(ByteBuffer in) {
    int start = in.position();
    while (in.get() != 0) {
      // Its zero ends it.
    }
    return text(in.slice(start, in.position() - start - 1));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  /** As text if that can be read, else as hexadecimal digits. */
  private static String bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    boolean readable = true;
    for (byte b : bytes) {
      readable &= b >= ' ' || b < 0;
    }
    return readable && new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0
        ? "'" + new String(bytes, StandardCharsets.UTF_8) + "'"
        : HexFormat.of().formatHex(bytes);
  }
}
