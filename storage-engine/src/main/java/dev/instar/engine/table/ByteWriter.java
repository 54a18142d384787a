package dev.instar.engine.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects bytes; used again and again. One thread. */
final class ByteWriter {
  /** Longer texts are quicker turned into bytes as a whole, though those are copied then. */
  private static final int COPIED_CHARS = 24;

  private byte[] bytes = new byte[128];
  private int length;

  /** Empties it. */
  ByteWriter reset() {
    length = 0;
    return this;
  }

  int length() {
    return length;
  }

  /** A copy of what was collected. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  ByteWriter put(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
    return this;
  }

  ByteWriter put(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  /** Big-endian, so that unsigned numbers keep their order. */
  ByteWriter putInt(int value) {
    return putBytes(value, Integer.BYTES);
  }

  ByteWriter putLong(long value) {
    return putBytes(value, Long.BYTES);
  }

  /** The lowest {@code count} bytes of a number, the highest of them first. */
  ByteWriter putBytes(long value, int count) {
    reserve(count);
    for (int shift = (count - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Seven bits a byte, the lowest first. */
  ByteWriter putVarLong(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /** As {@link #putVarLong}, small whatever the sign. */
  ByteWriter putSigned(long value) {
    return putVarLong((value << 1) ^ (value >> 63));
  }

  /** UTF-8. */
  ByteWriter putText(String text) {
    int chars = text.length();
    reserve(chars);
    int at = length;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return put(text.getBytes(StandardCharsets.UTF_8));
      }
      bytes[at++] = (byte) c;
    }
    length = at;
    return this;
  }

  /** A length, as {@link #putVarLong}, and that many bytes. */
  ByteWriter putBlock(byte[] value) {
    return putVarLong(value.length).put(value);
  }

  /** UTF-8 with its length before it. */
  ByteWriter putTextBlock(String text) {
    int chars = text.length();
    if (chars < COPIED_CHARS) {
      int start = length;
      put(chars).putText(text);
      int written = length - start - 1;
      if (written == chars) {
        return this;
      }
      length = start;
    }
    return putBlock(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Turns the order of what was written from there on around. */
  void invert(int from) {
    for (int i = from; i < length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
  }

  void set(int at, int value) {
    bytes[at] = (byte) value;
  }

  byte get(int at) {
    return bytes[at];
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      long doubled = Math.max(2L * bytes.length, (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, Integer.MAX_VALUE - 64L));
    }
  }
}
