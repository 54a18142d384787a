package dev.instar.engine.wal;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.function.Consumer;

/**
 * The write-ahead log, open. Thread-safe.
 *
 * <p>{@link #append} gives a record its position, {@link #flush} makes it durable. Whoever does not
 * wait (PostgreSQL's {@code synchronous_commit = off}) only appends; a {@link BackgroundFlush}
 * bounds what a crash can take from it.
 */
public final class Log implements AutoCloseable {
  private final Segments segments;
  private final DurableEnd durable;
  private final LogTail tail;
  private final LogFile file;
  private final GroupFlush flush;
  private final LogHolds holds = new LogHolds();

  private Log(Segments segments, LogOptions options, long end) {
    this.segments = segments;
    this.durable = new DurableEnd(end);
    this.tail = new LogTail(options.segmentBytes(), durable, segments.last(), end);
    this.file = new LogFile(segments, options.extensionBytes(), segments.last());
    this.flush = new GroupFlush(tail, file, durable, options.bufferBytes());
  }

  /** Whether a file of that name is a part of a log. */
  public static boolean isSegment(String fileName) {
    return Segment.parse(fileName).isPresent();
  }

  /**
   * Removes a log that has no record, as a crash may leave it that hits a database being made.
   *
   * @return false if there is a record, and nothing was removed
   */
  public static boolean discardEmpty(Disk disk) {
    Segments segments = new Segments(disk, 0);
    if (segments.isEmpty()) {
      return true;
    }
    Segment first = segments.first();
    try (SegmentScan scan = new SegmentScan(first, segments.open(first))) {
      if (!first.equals(segments.last())
          || scan.at(first.start() + Segment.HEADER_BYTES, Long.MAX_VALUE) != null) {
        return false;
      }
    }
    segments.remove(first);
    return true;
  }

  /**
   * Makes a log on a disk that has none.
   *
   * @param system a number that no other database has; its segments are recognised by it
   */
  public static Log create(Disk disk, LogOptions options, long system) {
    Segments segments = new Segments(disk, system);
    if (!segments.isEmpty()) {
      throw new SqlException(SqlState.DUPLICATE_OBJECT, "there already is a log");
    }
    segments.create(new Segment(0)).close();
    return new Log(segments, options, Segment.HEADER_BYTES);
  }

  /**
   * Opens a log, reads it from a position on, and cuts what a crash left torn at its end.
   *
   * @param from a record's position that was durable, or the end of the log at that time
   * @param reader gets every record from there on, in order
   * @throws SqlException with XX001 and the position, if the log is damaged where it was durable
   */
  public static Log open(
      Disk disk, LogOptions options, long system, Lsn from, Consumer<LogEntry> reader) {
    Segments segments = new Segments(disk, system);
    long end = new LogRecovery(segments).run(from.value(), reader);
    return new Log(segments, options, end);
  }

  /**
   * Appends a record. It is in memory only, until somebody flushes.
   *
   * @return its position; {@link #flush} with it makes it durable, with all before it
   */
  public Lsn append(LogRecord record) {
    long position = tail.append(record);
    flush.relieve();
    return new Lsn(position);
  }

  /**
   * Returns when the record at this position is durable.
   *
   * @throws SqlException with 58030; then whether the record is durable is not known, and the log
   *     takes no more
   */
  public void flush(Lsn position) {
    if (Long.compareUnsigned(position.value(), tail.end()) >= 0) {
      throw new IllegalArgumentException("nothing was appended at " + position);
    }
    flush.flush(position.value());
  }

  /**
   * Tells somebody, once, when the log can no longer be written; in the thread that found out.
   * Before the first record is appended.
   */
  public void whenBroken(Consumer<RuntimeException> told) {
    flush.whenBroken(told);
  }

  /** Makes everything durable that has been appended. */
  public void flush() {
    flush.flush(tail.end() - 1);
  }

  /** Where the next record will be: behind everything that was appended. */
  public Lsn end() {
    return new Lsn(tail.end());
  }

  /** Everything before this is durable. */
  public Lsn durableEnd() {
    return new Lsn(durable.get());
  }

  /** The oldest position that is still there. */
  public Lsn start() {
    return new Lsn(segments.first().start());
  }

  /** Reads from a record's position on, from {@link #start} or from {@link #end}. */
  public LogReader read(Lsn from) {
    return new LogReader(segments, durable, from);
  }

  /** Somebody who is told; until it is closed. */
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs something whenever more of the log is durable, in the thread that made it so: it must be
   * quick, and must not throw.
   */
  public Listening listen(Runnable listener) {
    durable.add(listener);
    return () -> durable.remove(listener);
  }

  /** Keeps the log from a position on, for somebody; replaces what they held before. */
  public void hold(String owner, Lsn from) {
    holds.hold(owner, from);
  }

  public void release(String owner) {
    holds.release(owner);
  }

  /**
   * Removes what lies before a position and is held by nobody, in whole segments.
   *
   * @return the oldest position that is still there
   */
  public Lsn removeBefore(Lsn position) {
    segments.removeBefore(holds.oldest(position).value());
    return start();
  }

  /** Makes everything durable and closes; readers that wait wake up. */
  @Override
  public void close() {
    try {
      flush();
    } finally {
      durable.close();
      file.close();
    }
  }
}
