package dev.instar.engine.wire.frame;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text from clients, which must be UTF-8 without the character NUL. Thread-safe. */
final class Utf8 {
  private Utf8() {}

  /**
   * @throws SqlException with 22021 if it is not UTF-8
   */
  static String decode(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      if (bytes[at] <= 0) {
        return decodeStrictly(bytes, offset, length);
      }
    }
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  private static String decodeStrictly(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      if (bytes[at] == 0) {
        throw invalid("0x00");
      }
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer input = ByteBuffer.wrap(bytes, offset, length);
    CharBuffer output = CharBuffer.allocate(length);
    CoderResult result = decoder.decode(input, output, true);
    if (result.isError()) {
      throw invalid(sequence(bytes, input.position(), end));
    }
    return output.flip().toString();
  }

  /** As many bytes as the first one announces, as PostgreSQL reports them. */
  private static String sequence(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    int announced =
        first >= 0xF8 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    StringBuilder text = new StringBuilder();
    for (int i = at; i < Math.min(at + announced, end); i++) {
      text.append(i == at ? "" : " ").append("0x%02x".formatted(bytes[i] & 0xFF));
    }
    return text.toString();
  }

  private static SqlException invalid(String bytes) {
    return new SqlException(
        SqlState.CHARACTER_NOT_IN_REPERTOIRE,
        "invalid byte sequence for encoding \"UTF8\": " + bytes);
  }
}
