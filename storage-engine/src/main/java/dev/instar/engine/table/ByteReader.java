package dev.instar.engine.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link ByteWriter} wrote. One thread. */
final class ByteReader {
  private final byte[] bytes;
  private int position;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return position;
  }

  void skip(int count) {
    position += count;
  }

  byte get() {
    return bytes[position++];
  }

  byte get(int at) {
    return bytes[at];
  }

  int getInt() {
    return (int) getBytes(Integer.BYTES);
  }

  long getLong() {
    return getBytes(Long.BYTES);
  }

  private long getBytes(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << Byte.SIZE) | (bytes[position++] & 0xFF);
    }
    return value;
  }

  long getVarLong() {
    byte first = bytes[position++];
    if (first >= 0) {
      return first;
    }
    long value = first & 0x7F;
    for (int shift = 7; ; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int getVarInt() {
    return (int) getVarLong();
  }

  long getSigned() {
    long value = getVarLong();
    return (value >>> 1) ^ -(value & 1);
  }

  void skipVarLong() {
    while (bytes[position++] < 0) {
      // the last byte has no high bit
    }
  }

  String getTextBlock() {
    int length = getVarInt();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  byte[] getBlock() {
    return take(getVarInt());
  }

  byte[] take(int count) {
    byte[] value = Arrays.copyOfRange(bytes, position, position + count);
    position += count;
    return value;
  }

  void skipBlock() {
    int length = getVarInt();
    position += length;
  }
}
