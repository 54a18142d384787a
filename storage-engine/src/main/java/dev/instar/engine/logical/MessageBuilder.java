package dev.instar.engine.logical;

import dev.instar.engine.wal.Lsn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds one message of the plugin's, big-endian, with room before it for the header that it
 * travels with. Used again for the next one; of one thread.
 */
final class MessageBuilder {
  /** {@code 'w' start:u64 end:u64 time:u64}. */
  static final int HEADER_BYTES = 1 + 3 * Long.BYTES;

  private byte[] bytes = new byte[512];
  private int length;

  /** Begins a message. */
  MessageBuilder begin(char type) {
    length = HEADER_BYTES;
    return int8(type);
  }

  MessageBuilder int8(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
    return this;
  }

  MessageBuilder int16(int value) {
    return int8(value >>> 8).int8(value);
  }

  MessageBuilder int32(int value) {
    reserve(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  MessageBuilder int64(long value) {
    return int32((int) (value >>> 32)).int32((int) value);
  }

  MessageBuilder lsn(Lsn value) {
    return int64(value.value());
  }

  /** Ends with a zero. */
  MessageBuilder string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8)).int8(0);
  }

  MessageBuilder bytes(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  /** With its length before it. */
  MessageBuilder counted(byte[] value) {
    return int32(value.length).bytes(value);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      long wanted = Math.max(2L * bytes.length, (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 64L));
    }
  }

  /** The message alone. */
  byte[] message() {
    return Arrays.copyOfRange(bytes, HEADER_BYTES, length);
  }

  /** The message behind the header of XLogData. */
  byte[] walData(Lsn location, long micros) {
    int end = length;
    length = 0;
    int8('w').lsn(location).lsn(location).int64(micros);
    length = end;
    return Arrays.copyOf(bytes, end);
  }
}
