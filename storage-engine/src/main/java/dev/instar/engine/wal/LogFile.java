package dev.instar.engine.wal;

import dev.instar.engine.disk.DiskFile;
import java.nio.ByteBuffer;

/**
 * The segment that is being written. One thread at a time; {@link GroupFlush} sees to it.
 *
 * <p>The file is kept longer than what is in it, filled with zeros: most forces then write data
 * only.
 */
final class LogFile implements AutoCloseable {
  private final Segments segments;
  private final int extensionBytes;
  private Segment segment;
  private DiskFile file;
  private long length;

  LogFile(Segments segments, int extensionBytes, Segment segment) {
    this.segments = segments;
    this.extensionBytes = extensionBytes;
    this.segment = segment;
    this.file = segments.open(segment);
    this.length = file.size();
  }

  void write(LogTail.Batch batch) {
    if (!batch.segment().equals(segment)) {
      // The rule that recovery builds on: a segment is made when those before it are durable.
      file.force();
      file.close();
      segment = batch.segment();
      file = segments.create(segment);
      length = Segment.HEADER_BYTES;
    }
    long offset = batch.start() - segment.start();
    long end = offset + batch.length();
    if (end > length && extensionBytes > 0) {
      ByteBuffer zeros = ByteBuffer.allocate(extensionBytes);
      file.write(zeros, end);
      length = end + extensionBytes;
    }
    file.write(ByteBuffer.wrap(batch.bytes(), 0, batch.length()), offset);
    length = Math.max(length, end);
  }

  void force() {
    file.force();
  }

  @Override
  public void close() {
    file.close();
  }
}
