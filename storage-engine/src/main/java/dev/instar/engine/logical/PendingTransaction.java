package dev.instar.engine.logical;

import dev.instar.engine.wal.LogEntry;
import dev.instar.engine.wal.Lsn;
import java.util.ArrayList;
import java.util.List;

/**
 * What a (sub)transaction whose end has not been read has written so far: its records, or, if they
 * are too many to keep, only where they begin. Of the decoder's thread.
 */
final class PendingTransaction {
  private final long xid;
  private final Lsn first;

  /** Null when they are no longer kept. */
  private List<LogEntry> entries = new ArrayList<>(2);

  private long bytes;

  PendingTransaction(long xid, Lsn first) {
    this.xid = xid;
    this.first = first;
  }

  long xid() {
    return xid;
  }

  /** The position of its first record. */
  Lsn first() {
    return first;
  }

  boolean isKept() {
    return entries != null;
  }

  /** In the order of the log. */
  List<LogEntry> entries() {
    return entries;
  }

  /** How much memory its records take. */
  long bytes() {
    return bytes;
  }

  /** Takes a record; returns by how much its memory has grown. */
  long add(LogEntry entry, long overhead) {
    if (entries == null) {
      return 0;
    }
    long more = entry.record().payload().length + overhead;
    entries.add(entry);
    bytes += more;
    return more;
  }

  /** Keeps no records any more; they are in the log. */
  void letGo() {
    entries = null;
    bytes = 0;
  }
}
