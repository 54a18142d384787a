package dev.instar.engine.wal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The end of the log that is still in memory. Appending gives a record its position and copies it;
 * it waits for no disk. Where a segment is full the next begins, here only in name: who writes out
 * makes the file. Thread-safe.
 */
final class LogTail {
  /** Bytes of one segment, in the order of their positions. */
  static final class Batch {
    private final Segment segment;
    private final long start;
    private byte[] bytes;
    private int length;

    private Batch(Segment segment, long start, byte[] bytes) {
      this.segment = segment;
      this.start = start;
      this.bytes = bytes;
    }

    Segment segment() {
      return segment;
    }

    long start() {
      return start;
    }

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    private int reserve(int more) {
      int offset = length;
      if (bytes.length - length < more) {
        long doubled = Math.max(2L * bytes.length, (long) length + more);
        bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, RecordFormat.LENGTH_MAX + 64L));
      }
      length += more;
      return offset;
    }
  }

  private static final int SPARE_BYTES = 64 << 10;

  private final int segmentBytes;
  private final DurableEnd durable;
  private final ReentrantLock lock = new ReentrantLock();

  // All below is guarded by the lock.
  private final RecordFormat format = new RecordFormat();
  private List<Batch> batches = new ArrayList<>();
  private byte[] spare = new byte[SPARE_BYTES];
  private Segment segment;
  private volatile long end;

  LogTail(int segmentBytes, DurableEnd durable, Segment segment, long end) {
    this.segmentBytes = segmentBytes;
    this.durable = durable;
    this.segment = segment;
    this.end = end;
  }

  /** Where the next record will be, or the header of a segment before it. */
  long end() {
    return end;
  }

  /** Returns the position that the record got. */
  long append(LogRecord record) {
    long length = (long) RecordFormat.HEADER_BYTES + record.payload().length;
    if (length > RecordFormat.LENGTH_MAX - Segment.HEADER_BYTES) {
      throw new IllegalArgumentException("a log record of " + length + " bytes");
    }
    int padded = RecordFormat.paddedBytes((int) length);
    lock.lock();
    try {
      long position = end;
      if (position - segment.start() >= segmentBytes) {
        segment = new Segment(position);
        batches.add(new Batch(segment, position + Segment.HEADER_BYTES, newBytes()));
        position += Segment.HEADER_BYTES;
      }
      Batch batch = lastBatch(position, padded);
      int offset = batch.reserve(padded);
      format.write(batch.bytes(), offset, position, position - durable.get(), record);
      end = position + padded;
      return position;
    } finally {
      lock.unlock();
    }
  }

  private Batch lastBatch(long position, int more) {
    Batch last = batches.isEmpty() ? null : batches.getLast();
    if (last == null || (long) last.length() + more > RecordFormat.LENGTH_MAX) {
      last = new Batch(segment, position, newBytes());
      batches.add(last);
    }
    return last;
  }

  private byte[] newBytes() {
    byte[] bytes = spare == null ? new byte[SPARE_BYTES] : spare;
    spare = null;
    return bytes;
  }

  /** Takes out all there is; the caller writes it before anybody takes more. */
  List<Batch> take() {
    lock.lock();
    try {
      List<Batch> taken = batches;
      batches = new ArrayList<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a batch's memory back, for the next. */
  void recycle(Batch batch, int bytesMax) {
    lock.lock();
    try {
      if (spare == null && batch.bytes().length <= bytesMax) {
        spare = batch.bytes();
      }
    } finally {
      lock.unlock();
    }
  }
}
