package dev.instar.engine.sql;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The inside of {@code E'…'}. Octal and hexadecimal escapes are bytes, several of which may make
 * one character, so that all is brought to bytes and back.
 */
final class EscapedText {
  private final String text;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int position;

  EscapedText(String text) {
    this.text = text;
  }

  String decode() {
    while (position < text.length()) {
      int backslash = text.indexOf('\\', position);
      int end = backslash < 0 ? text.length() : backslash;
      bytes.writeBytes(text.substring(position, end).getBytes(StandardCharsets.UTF_8));
      position = end;
      if (backslash >= 0) {
        position++;
        escape(text.charAt(position++));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new SqlException(
          SqlState.CHARACTER_NOT_IN_REPERTOIRE, "invalid byte sequence for encoding \"UTF8\"", e);
    }
  }

  private void escape(char c) {
    switch (c) {
      case 'b' -> bytes.write('\b');
      case 'f' -> bytes.write('\f');
      case 'n' -> bytes.write('\n');
      case 'r' -> bytes.write('\r');
      case 't' -> bytes.write('\t');
      case 'v' -> bytes.write(0x0b);
      case 'x' -> hexadecimal();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        position--;
        octal();
      }
      case 'u' -> unicode(4);
      case 'U' -> unicode(8);
      default -> {
        int codePoint = text.codePointAt(position - 1);
        position += Character.charCount(codePoint) - 1;
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void hexadecimal() {
    int value = digits(16, 2);
    if (value < 0) {
      bytes.write('x');
    } else {
      writeByte(value);
    }
  }

  private void octal() {
    writeByte(digits(8, 3) & 0xff);
  }

  private void writeByte(int value) {
    if (value == 0) {
      throw new SqlException(
          SqlState.CHARACTER_NOT_IN_REPERTOIRE,
          "invalid byte sequence for encoding \"UTF8\": 0x00");
    }
    bytes.write(value);
  }

  /** The number that up to {@code most} digits make, -1 if there are none. */
  private int digits(int radix, int most) {
    int value = -1;
    for (int i = 0; i < most && position < text.length(); i++) {
      int digit = Character.digit(text.charAt(position), radix);
      if (digit < 0) {
        break;
      }
      value = Math.max(value, 0) * radix + digit;
      position++;
    }
    return value;
  }

  private void unicode(int length) {
    int codePoint = UnicodeEscapes.codePoint(text, position, length);
    position += length;
    if (Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint)) {
      codePoint = pair(codePoint);
    }
    bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
  }

  private int pair(int high) {
    boolean follows = text.startsWith("\\u", position) || text.startsWith("\\U", position);
    if (!follows || !Character.isHighSurrogate((char) high)) {
      throw UnicodeEscapes.invalidPair();
    }
    int length = text.charAt(position + 1) == 'u' ? 4 : 8;
    int low = UnicodeEscapes.codePoint(text, position + 2, length);
    position += 2 + length;
    return UnicodeEscapes.pair(high, low);
  }
}
