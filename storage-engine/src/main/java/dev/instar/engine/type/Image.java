package dev.instar.engine.type;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Values as PostgreSQL has them in memory on x86-64, where a number's lowest byte comes first. See
 * {@link DataType#image}.
 */
final class Image {
  private Image() {}

  static ByteBuffer allocate(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@code size} as the next multiple of {@code alignment}. */
  static int aligned(int size, int alignment) {
    return Math.ceilDiv(size, alignment) * alignment;
  }

  /** The header of a value of varying size: its size with the header, shifted by two flags. */
  static int sizeHeader(int bytes) {
    return (Integer.BYTES + bytes) << 2;
  }

  /** Whether a value of that {@code typlen} is handed over by value, as a number. */
  static boolean isByValue(int size) {
    return size == 1 || size == 2 || size == 4 || size == 8;
  }

  static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
