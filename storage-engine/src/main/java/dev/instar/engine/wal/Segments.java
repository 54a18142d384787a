package dev.instar.engine.wal;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.disk.DiskFile;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The segments there are. Thread-safe: readers look up while the writer adds. Only durable segments
 * are in it.
 */
final class Segments {
  private final Disk disk;
  private final long system;
  private final ConcurrentSkipListMap<Long, Segment> byStart = new ConcurrentSkipListMap<>();

  Segments(Disk disk, long system) {
    this.disk = disk;
    this.system = system;
    for (String name : disk.list()) {
      Segment.parse(name).ifPresent(start -> byStart.put(start, new Segment(start)));
    }
  }

  boolean isEmpty() {
    return byStart.isEmpty();
  }

  Segment first() {
    return byStart.firstEntry().getValue();
  }

  Segment last() {
    return byStart.lastEntry().getValue();
  }

  boolean beginsAt(long position) {
    return byStart.containsKey(position);
  }

  /** The segment that this position lies in; null if it was removed. */
  Segment at(long position) {
    var entry = byStart.floorEntry(position);
    return entry == null ? null : entry.getValue();
  }

  /** Where a segment ends; the largest number for the last one. */
  long end(Segment segment) {
    Long next = byStart.higherKey(segment.start());
    return next == null ? Long.MAX_VALUE : next;
  }

  DiskFile open(Segment segment) {
    return disk.open(segment.fileName());
  }

  /** Makes a segment, durable with its header. All before it must be durable. */
  DiskFile create(Segment segment) {
    DiskFile file = disk.open(segment.fileName());
    file.truncate(0);
    file.write(ByteBuffer.wrap(segment.header(system)), 0);
    file.force();
    disk.syncDirectory();
    byStart.put(segment.start(), segment);
    return file;
  }

  /** Whether a segment's header is whole; a last one that is not was being made at a crash. */
  boolean isWritten(Segment segment) {
    return segment.isWritten(disk, system);
  }

  void remove(Segment segment) {
    byStart.remove(segment.start());
    disk.delete(segment.fileName());
    disk.syncDirectory();
  }

  /** Removes the segments that lie wholly before a position, the oldest first. */
  void removeBefore(long position) {
    while (byStart.size() > 1 && end(first()) <= position) {
      // In order, each durable before the next: after a crash there is no gap.
      remove(first());
    }
  }
}
