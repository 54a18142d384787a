package dev.instar.engine.wal;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.disk.DiskFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A segment's file: its name, and its header.
 *
 * @param start the position of its first byte
 */
record Segment(long start) {
  static final int HEADER_BYTES = 8 + 4 + 4 + 8 + 8;
  private static final String PREFIX = "log-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "\\p{XDigit}{16}");
  private static final byte[] MAGIC = "INSTARWL".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  String fileName() {
    return String.format(Locale.ROOT, PREFIX + "%016X", start);
  }

  /** The segment whose file this is; empty for other files. */
  static OptionalLong parse(String fileName) {
    if (!NAME.matcher(fileName).matches()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        Long.parseUnsignedLong(fileName, PREFIX.length(), fileName.length(), 16));
  }

  byte[] header(long system) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.put(MAGIC).putInt(VERSION).putInt(0).putLong(start).putLong(system);
    header.putInt(12, checksum(header.array()));
    return header.array();
  }

  /** Whether the file begins as this segment of this database does. */
  boolean isWritten(Disk disk, long system) {
    try (DiskFile file = disk.open(fileName())) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      return file.read(header, 0) == HEADER_BYTES && Arrays.equals(header.array(), header(system));
    }
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, 12);
    crc.update(header, 16, HEADER_BYTES - 16);
    return (int) crc.getValue();
  }
}
