package dev.instar.engine.wal;

/**
 * Sizes of the log, in bytes.
 *
 * @param segmentBytes after how many bytes a new segment begins; 16 MB, as PostgreSQL's
 * @param extensionBytes by how much a file grows at a time: a force of bytes within it need not
 *     write the file's length, which halves its cost on a journalling file system
 * @param bufferBytes how much may wait in memory before an appending thread writes it out itself
 */
public record LogOptions(int segmentBytes, int extensionBytes, int bufferBytes) {
  public static final LogOptions DEFAULT = new LogOptions(16 << 20, 1 << 20, 1 << 20);

  public LogOptions {
    if (segmentBytes < 64 || extensionBytes < 0 || bufferBytes < 64) {
      throw new IllegalArgumentException("too small: " + segmentBytes + ", " + bufferBytes);
    }
  }
}
