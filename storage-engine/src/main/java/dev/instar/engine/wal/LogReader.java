package dev.instar.engine.wal;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads records forward, up to the end of what is durable, from any record's position on. One
 * thread; as many readers as are wanted, while the log is written.
 *
 * <p>A reader does not hold segments back; {@link Log#hold} does.
 */
public final class LogReader implements AutoCloseable {
  private final Segments segments;
  private final DurableEnd durable;
  private long position;
  private SegmentScan scan;

  LogReader(Segments segments, DurableEnd durable, Lsn from) {
    this.segments = segments;
    this.durable = durable;
    this.position = from.value();
  }

  /** Where the next record is, or will be. */
  public Lsn position() {
    return new Lsn(position);
  }

  /**
   * The next record; empty if there is none that is durable.
   *
   * @throws SqlException with 58030 if the log was removed from here on, XX001 if no record is here
   */
  public Optional<LogEntry> next() {
    long end = durable.get();
    if (position >= end) {
      return Optional.empty();
    }
    if (segments.beginsAt(position)) {
      position += Segment.HEADER_BYTES;
      if (position >= end) {
        return Optional.empty();
      }
    }
    Segment segment = segments.at(position);
    if (segment == null) {
      throw new SqlException(
          SqlState.IO_ERROR, "the log at " + position() + " has already been removed");
    }
    if (scan == null || !scan.segment().equals(segment)) {
      close();
      scan = new SegmentScan(segment, segments.open(segment));
    }
    LogEntry entry = scan.at(position, Math.min(end, segments.end(segment)));
    if (entry == null) {
      throw new SqlException(SqlState.DATA_CORRUPTED, "no log record at " + position());
    }
    position = entry.end().value();
    return Optional.of(entry);
  }

  /**
   * The next record; waits for it.
   *
   * @return empty if there was none within the time, or the log was closed
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<LogEntry> await(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Optional<LogEntry> next = next();
      if (next.isPresent() || !durable.awaitBeyond(position, deadline)) {
        return next.isPresent() ? next : next();
      }
    }
  }

  @Override
  public void close() {
    if (scan != null) {
      scan.close();
      scan = null;
    }
  }
}
