package dev.instar.engine.wal;

import dev.instar.engine.disk.DiskFile;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.function.Consumer;

/** Finds the end of the log, as the package's description says, and reads what leads there. */
final class LogRecovery {
  private final Segments segments;

  LogRecovery(Segments segments) {
    this.segments = segments;
  }

  /**
   * Reads from a position to the end, and cuts a torn tail. Records lead up to that position from
   * its segment's start: else something is gone that was durable.
   *
   * @param from a record's position, or a segment's start
   * @return the end of the last whole record
   */
  long run(long from, Consumer<LogEntry> reader) {
    dropUnfinishedSegment();
    if (segments.isEmpty() || segments.at(from) == null) {
      throw corrupt(from, "the log has nothing from the last checkpoint on");
    }
    long position = segments.at(from).start();
    while (true) {
      Segment segment = segments.at(position);
      if (!segments.isWritten(segment)) {
        throw corrupt(segment.start(), "the header of a log segment is damaged");
      }
      boolean last = segment.equals(segments.last());
      try (SegmentScan scan = new SegmentScan(segment, segments.open(segment))) {
        position = readSegment(scan, position, from, reader);
        if (position < from && segments.at(from).equals(segment)) {
          throw corrupt(position, "no whole log record, but a checkpoint was made after it");
        }
        if (last) {
          cut(scan, position);
          return position;
        }
      }
      if (position != segments.end(segment)) {
        throw corrupt(position, "a log record is damaged, and a later segment exists");
      }
    }
  }

  private long readSegment(SegmentScan scan, long start, long from, Consumer<LogEntry> reader) {
    long limit = segments.end(scan.segment());
    long position = start + Segment.HEADER_BYTES;
    LogEntry entry;
    while ((entry = scan.at(position, limit)) != null) {
      if (position >= from) {
        reader.accept(entry);
      }
      position = entry.end().value();
    }
    return position;
  }

  private void cut(SegmentScan scan, long end) {
    long witness = scan.witnessAgainst(end);
    if (witness >= 0) {
      throw corrupt(
          end, "a log record is damaged, and the one at " + new Lsn(witness) + " is whole");
    }
    // What is behind the end may be whole records that nobody was promised: none of it may ever be
    // taken for a continuation of what is written from now on.
    Segment segment = scan.segment();
    try (DiskFile file = segments.open(segment)) {
      if (file.size() > end - segment.start()) {
        file.truncate(end - segment.start());
        file.force();
      }
    }
  }

  /** A crash while a segment was being made leaves a file that never held a record. */
  private void dropUnfinishedSegment() {
    if (!segments.isEmpty() && !segments.isWritten(segments.last())) {
      Segment last = segments.last();
      try (SegmentScan scan = new SegmentScan(last, segments.open(last))) {
        if (scan.witnessAgainst(last.start()) >= 0) {
          throw corrupt(last.start(), "the header of a log segment is damaged");
        }
      }
      segments.remove(last);
    }
  }

  private static SqlException corrupt(long position, String what) {
    return new SqlException(SqlState.DATA_CORRUPTED, what + ": position " + new Lsn(position))
        .with(SqlException.Field.HINT, "Restore the database directory from a backup.");
  }
}
