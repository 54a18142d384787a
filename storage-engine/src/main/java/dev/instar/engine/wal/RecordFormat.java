package dev.instar.engine.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A record as bytes; the grammar is in the package's description. Not thread-safe. */
final class RecordFormat {
  /** crc, length, transaction, distance, type and check. */
  static final int HEADER_BYTES = 4 + 4 + 8 + 4 + 1 + 3;

  /** Arrays of Java end a little below 2 GB, and so does a record. */
  static final int LENGTH_MAX = Integer.MAX_VALUE - 64;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final CRC32C crc = new CRC32C();
  private final byte[] positionBytes = new byte[8];

  /** With the padding. */
  static int paddedBytes(int length) {
    return (length + 7) & ~7;
  }

  /** Writes a record, padding included, which must fit. */
  void write(byte[] target, int offset, long position, long distance, LogRecord record) {
    byte[] payload = record.payload();
    int length = HEADER_BYTES + payload.length;
    INT.set(target, offset + 4, length);
    LONG.set(target, offset + 8, record.transaction());
    INT.set(target, offset + 16, (int) distance);
    target[offset + 20] = (byte) record.type();
    int check = checksum(target, offset + 4, 17, position);
    target[offset + 21] = (byte) (check >>> 16);
    target[offset + 22] = (byte) (check >>> 8);
    target[offset + 23] = (byte) check;
    System.arraycopy(payload, 0, target, offset + HEADER_BYTES, payload.length);
    Arrays.fill(target, offset + length, offset + paddedBytes(length), (byte) 0);
    INT.set(target, offset, checksum(target, offset + 4, length - 4, position));
  }

  /** Whether the header of a record of this position is here. */
  boolean isHeader(byte[] source, int offset, long position) {
    int length = length(source, offset);
    if (length < HEADER_BYTES || length > LENGTH_MAX) {
      return false;
    }
    int check = (int) INT.get(source, offset + 20) & 0xFF_FFFF;
    return check == (checksum(source, offset + 4, 17, position) & 0xFF_FFFF);
  }

  /** Whether a whole record is here, whose header is, and whose bytes are all in the array. */
  boolean isRecord(byte[] source, int offset, long position) {
    int expected = (int) INT.get(source, offset);
    return expected == checksum(source, offset + 4, length(source, offset) - 4, position);
  }

  /** Header and payload, without the padding. */
  static int length(byte[] source, int offset) {
    return (int) INT.get(source, offset + 4);
  }

  static long distance(byte[] source, int offset) {
    return Integer.toUnsignedLong((int) INT.get(source, offset + 16));
  }

  static LogRecord record(byte[] source, int offset) {
    return new LogRecord(
        source[offset + 20] & 0xFF,
        (long) LONG.get(source, offset + 8),
        Arrays.copyOfRange(source, offset + HEADER_BYTES, offset + length(source, offset)));
  }

  private int checksum(byte[] bytes, int offset, int length, long position) {
    LONG.set(positionBytes, 0, position);
    crc.reset();
    crc.update(bytes, offset, length);
    crc.update(positionBytes, 0, 8);
    return (int) crc.getValue();
  }
}
