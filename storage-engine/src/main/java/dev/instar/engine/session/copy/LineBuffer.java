package dev.instar.engine.session.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that have come and are not whole lines yet. Of one thread. */
final class LineBuffer {
  private byte[] bytes = new byte[1 << 16];
  private int start;
  private int end;

  void add(byte[] more) {
    if (end + more.length > bytes.length) {
      int kept = end - start;
      byte[] to = kept + more.length > bytes.length ? new byte[2 * (kept + more.length)] : bytes;
      System.arraycopy(bytes, start, to, 0, kept);
      bytes = to;
      start = 0;
      end = kept;
    }
    System.arraycopy(more, 0, bytes, end, more.length);
    end += more.length;
  }

  int length() {
    return end - start;
  }

  byte at(int index) {
    return bytes[start + index];
  }

  String text(int from, int to) {
    return new String(bytes, start + from, to - from, StandardCharsets.UTF_8);
  }

  /** Where a byte is now; it stays there, skipped or not, until bytes are added. */
  int place(int index) {
    return start + index;
  }

  byte absolute(int place) {
    return bytes[place];
  }

  String absoluteText(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Whether these bytes are there. */
  boolean isAbsolute(int from, int to, byte[] expected) {
    return Arrays.equals(bytes, from, to, expected, 0, expected.length);
  }

  byte[] bytes(int from, int to) {
    return Arrays.copyOfRange(bytes, start + from, start + to);
  }

  void skip(int count) {
    start += count;
    if (start == end) {
      start = 0;
      end = 0;
    }
  }
}
