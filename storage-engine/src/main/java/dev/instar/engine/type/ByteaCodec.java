package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.ByteArrayOutputStream;

/** bytea: reads hex ({@code \x0aff}) and escape ({@code a\\b\001}), prints as bytea_output says. */
final class ByteaCodec implements Codec<Bytes> {
  @Override
  public Bytes parse(String text, TextFormat format) {
    return new Bytes(text.startsWith("\\x") ? hex(text.substring(2)) : escape(text));
  }

  /**
   * @throws SqlException with 22023
   */
  static byte[] hex(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 2);
    int i = 0;
    while (i < text.length()) {
      if (IntegerText.isSpace(text.charAt(i))) {
        i++;
        continue;
      }
      int high = digit(text, i);
      if (i + 1 >= text.length()) {
        throw new SqlException(
            SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal data: odd number of digits");
      }
      bytes.write(high << 4 | digit(text, i + 1));
      i += 2;
    }
    return bytes.toByteArray();
  }

  private static int digit(String text, int at) {
    char c = text.charAt(at);
    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid hexadecimal digit: \"" + Character.toString(text.codePointAt(at)) + "\"");
    }
    return digit;
  }

  /**
   * @throws SqlException with 22P02
   */
  static byte[] escape(String text) {
    byte[] in = Utf8.encode(text);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(in.length);
    int i = 0;
    while (i < in.length) {
      if (in[i] != '\\') {
        bytes.write(in[i++]);
      } else if (i + 1 < in.length && in[i + 1] == '\\') {
        bytes.write('\\');
        i += 2;
      } else if (i + 3 < in.length
          && octal(in[i + 1], 3)
          && octal(in[i + 2], 7)
          && octal(in[i + 3], 7)) {
        bytes.write((in[i + 1] - '0') << 6 | (in[i + 2] - '0') << 3 | (in[i + 3] - '0'));
        i += 4;
      } else {
        throw new SqlException(
            SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
      }
    }
    return bytes.toByteArray();
  }

  private static boolean octal(byte b, int max) {
    return b >= '0' && b <= '0' + max;
  }

  @Override
  public String print(Bytes value, TextFormat format) {
    return format.byteaHex() ? value.toString() : escaped(value.array());
  }

  static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      int code = Byte.toUnsignedInt(b);
      if (code == '\\') {
        text.append("\\\\");
      } else if (code < 0x20 || code > 0x7e) {
        text.append('\\')
            .append((char) ('0' + (code >> 6)))
            .append((char) ('0' + ((code >> 3) & 7)))
            .append((char) ('0' + (code & 7)));
      } else {
        text.append((char) code);
      }
    }
    return text.toString();
  }

  @Override
  public Bytes receive(byte[] binary) {
    return new Bytes(binary);
  }

  @Override
  public byte[] send(Bytes value) {
    return value.array();
  }

  @Override
  public int compare(Bytes left, Bytes right) {
    return left.compareTo(right);
  }
}
