package dev.instar.engine.store;

import java.util.Arrays;

/** Collects numbers and bytes, as {@link ChangeCodec} describes. One thread. */
final class ByteSink {
  private byte[] bytes;
  private int length;

  ByteSink(int expectedBytes) {
    bytes = new byte[expectedBytes];
  }

  ByteSink number(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  ByteSink bytes(byte[] value) {
    number(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      long doubled = Math.max(2L * bytes.length, (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, Integer.MAX_VALUE - 64L));
    }
  }
}
