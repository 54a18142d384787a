package dev.instar.engine.session.copy;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text format: fields between delimiters, and backslashes before what would mean something. */
final class TextReader extends LineReader {
  private final byte delimiter;
  private final byte[] nullText;
  private final byte[] defaultText;

  TextReader(CopyOptions options, List<String> columns) {
    super(options, columns);
    // A single byte, as CopyOptions checks.
    delimiter = (byte) options.delimiter();
    nullText = options.nullText().getBytes(StandardCharsets.UTF_8);
    defaultText =
        options.defaultText().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
  }

  @Override
  int lineEnd(LineBuffer bytes, boolean last) {
    int length = bytes.length();
    int at = scanned();
    while (at < length) {
      byte b = bytes.at(at);
      if (b == '\\') {
        if (at + 1 == length) {
          break;
        }
        at += 2;
      } else if (b == '\n') {
        return at;
      } else if (b == '\r') {
        if (at + 1 == length && !last) {
          break;
        }
        return at;
      } else {
        at++;
      }
    }
    scannedTo(at);
    return -1;
  }

  @Override
  void split(LineBuffer bytes, int from, int to) {
    if (columns().isEmpty() && from == to) {
      return;
    }
    int start = from;
    boolean escaped = false;
    for (int at = from; at < to; at++) {
      byte b = bytes.absolute(at);
      if (b == delimiter) {
        fields.add(field(bytes, start, at, escaped));
        start = at + 1;
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
        at++;
      }
    }
    fields.add(field(bytes, start, to, escaped));
  }

  private String field(LineBuffer bytes, int from, int to, boolean escaped) {
    if (bytes.isAbsolute(from, to, nullText)) {
      return null;
    }
    if (defaultText != null && bytes.isAbsolute(from, to, defaultText)) {
      return DEFAULT;
    }
    String raw = bytes.absoluteText(from, to);
    return escaped ? unescaped(raw) : raw;
  }

  /** Octal and hexadecimal escapes are bytes of the encoding, so all is put together as bytes. */
  private static String unescaped(String raw) {
    byte[] from = raw.getBytes(StandardCharsets.UTF_8);
    byte[] to = new byte[from.length];
    int length = 0;
    int at = 0;
    while (at < from.length) {
      byte b = from[at++];
      if (b != '\\' || at == from.length) {
        to[length++] = b;
        continue;
      }
      b = from[at++];
      switch (b) {
        case 'b' -> to[length++] = '\b';
        case 'f' -> to[length++] = '\f';
        case 'n' -> to[length++] = '\n';
        case 'r' -> to[length++] = '\r';
        case 't' -> to[length++] = '\t';
        case 'v' -> to[length++] = 0x0B;
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int value = b - '0';
          for (int i = 0; i < 2 && at < from.length && from[at] >= '0' && from[at] <= '7'; i++) {
            value = value * 8 + from[at++] - '0';
          }
          to[length++] = (byte) value;
        }
        case 'x' -> {
          int digits = 0;
          int value = 0;
          while (digits < 2 && at < from.length && Character.digit(from[at], 16) >= 0) {
            value = value * 16 + Character.digit(from[at++], 16);
            digits++;
          }
          to[length++] = digits == 0 ? (byte) 'x' : (byte) value;
        }
        default -> to[length++] = b;
      }
    }
    return new String(to, 0, length, StandardCharsets.UTF_8);
  }
}
