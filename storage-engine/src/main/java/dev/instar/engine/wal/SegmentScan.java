package dev.instar.engine.wal;

import dev.instar.engine.disk.DiskFile;
import java.nio.ByteBuffer;

/**
 * Reads a segment's records forward. One thread. It reads in large pieces, and keeps the last: a
 * record at the live end costs one read of what is new.
 */
final class SegmentScan implements AutoCloseable {
  private static final int PIECE_BYTES = 256 << 10;

  private final Segment segment;
  private final DiskFile file;
  private final RecordFormat format = new RecordFormat();
  private byte[] bytes = new byte[PIECE_BYTES];
  private long bytesStart;
  private int bytesLength;

  SegmentScan(Segment segment, DiskFile file) {
    this.segment = segment;
    this.file = file;
    this.bytesStart = segment.start();
  }

  Segment segment() {
    return segment;
  }

  /**
   * The record at a position; null if no whole one is there.
   *
   * @param limit the position that nothing is read behind
   */
  LogEntry at(long position, long limit) {
    if (!isWhole(position, limit)) {
      return null;
    }
    int offset = (int) (position - bytesStart);
    LogRecord record = RecordFormat.record(bytes, offset);
    int length = RecordFormat.paddedBytes(RecordFormat.length(bytes, offset));
    return new LogEntry(new Lsn(position), new Lsn(position + length), record);
  }

  /** How far back the durable part ended, for a record that is whole. */
  private long distance(long position) {
    return RecordFormat.distance(bytes, (int) (position - bytesStart));
  }

  private boolean isWhole(long position, long limit) {
    if (!fill(position, RecordFormat.HEADER_BYTES, limit)
        || !format.isHeader(bytes, (int) (position - bytesStart), position)) {
      return false;
    }
    int length = RecordFormat.length(bytes, (int) (position - bytesStart));
    return fill(position, length, limit)
        && format.isRecord(bytes, (int) (position - bytesStart), position);
  }

  /**
   * Looks behind a place where no record is for one that was appended when that place was durable.
   *
   * @return its position; -1 if there is none
   */
  long witnessAgainst(long position) {
    long end = segment.start() + file.size();
    for (long next = position + 8; next + RecordFormat.HEADER_BYTES <= end; next += 8) {
      if (isWhole(next, end) && next - distance(next) > position) {
        return next;
      }
    }
    return -1;
  }

  private boolean fill(long position, int length, long limit) {
    if (position >= bytesStart && position + length <= bytesStart + bytesLength) {
      return true;
    }
    if (position + length > limit || position + length > segment.start() + file.size()) {
      return false;
    }
    if (bytes.length < length) {
      bytes = new byte[length];
    } else if (length <= PIECE_BYTES && bytes.length > PIECE_BYTES) {
      bytes = new byte[PIECE_BYTES];
    }
    int wanted = (int) Math.min(bytes.length, limit - position);
    bytesStart = position;
    bytesLength = file.read(ByteBuffer.wrap(bytes, 0, wanted), position - segment.start());
    return length <= bytesLength;
  }

  @Override
  public void close() {
    file.close();
  }
}
