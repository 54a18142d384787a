package dev.instar.engine.store;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A table's rows with their versions: the newest of each row in one tree, what it replaced in
 * another. Thread-safe for readers; changes come through {@link Store#apply}, one at a time for a
 * row, because whoever changes a row has locked it.
 *
 * <p>A version is copied to where the old ones are before it is replaced, so that a reader who does
 * not see the newest never misses one.
 */
public final class VersionedTable {
  private final long number;
  private final MVStore store;
  private final PageTree<Long, RowVersion> rows;
  private final MVMap<VersionKey, RowVersion> old;
  private final AtomicLong lastRow;
  private final Suspects suspects;
  private final AccessCounters counters = new AccessCounters();
  private volatile RowStatistics statistics;

  VersionedTable(
      long number,
      MVStore store,
      PageTree<Long, RowVersion> rows,
      MVMap<VersionKey, RowVersion> old) {
    this.number = number;
    this.store = store;
    this.rows = rows;
    this.old = old;
    Long last = rows.lastKey();
    this.lastRow = new AtomicLong(last == null ? 0 : last);
    this.suspects = new Suspects(last != null);
  }

  public long number() {
    return number;
  }

  /** An id that no row has, and that is larger than all given out since the store was opened. */
  public long newRowId() {
    return lastRow.incrementAndGet();
  }

  public AccessCounters counters() {
    return counters;
  }

  /** What ANALYZE has found since the store was opened; empty if nobody has looked. */
  public Optional<RowStatistics> statistics() {
    return Optional.ofNullable(statistics);
  }

  public void know(RowStatistics found) {
    statistics = found;
  }

  /** The largest id of a row so far. */
  public long lastRowId() {
    return lastRow.get();
  }

  /** Rows, dead ones too. */
  public long size() {
    return rows.sizeAsLong();
  }

  /** Versions that were replaced and not yet removed. */
  public long oldVersions() {
    return old.sizeAsLong();
  }

  /** The newest version of a row, which may be anybody's. */
  public Optional<RowVersion> newest(long row) {
    return Optional.ofNullable(rows.get(row));
  }

  /**
   * The version before this one. Vacuum may bring an older version back to where the newest is,
   * first there and then away from here; if the newest has changed meanwhile this looks again.
   */
  public Optional<RowVersion> older(long row, RowVersion than) {
    while (true) {
      RowVersion newest = rows.get(row);
      RowVersion found =
          newest != null && newest.number() < than.number() ? newest : oldBefore(row, than);
      RowVersion now = rows.get(row);
      if (newest == null || (now != null && now.number() == newest.number())) {
        return Optional.ofNullable(found);
      }
    }
  }

  private RowVersion oldBefore(long row, RowVersion than) {
    if (old.isEmpty()) {
      return null;
    }
    VersionKey key = old.lowerKey(new VersionKey(row, than.number()));
    return key == null || key.row() != row ? null : old.get(key);
  }

  /** Whether the version before this one was kept, and is not the newest now. */
  boolean hasOld(long row, RowVersion than) {
    return oldBefore(row, than) != null;
  }

  /** All versions of a row, the newest first. */
  public List<RowVersion> versions(long row) {
    List<RowVersion> versions = new ArrayList<>();
    for (var next = newest(row); next.isPresent(); next = older(row, next.get())) {
      versions.add(next.get());
    }
    return versions;
  }

  /** Reads rows in the order of their ids, from one on. */
  public RowCursor scan(long from) {
    return new RowCursor(store, rows, from);
  }

  Suspects suspects() {
    return suspects;
  }

  void insert(long row, long version, long transaction, int command, byte[] payload) {
    lastRow.accumulateAndGet(row, Math::max);
    rows.put(row, new RowVersion(version, transaction, command, 0, 0, payload));
    suspects.inserted(row);
  }

  /**
   * Inserts several rows.
   *
   * @param ids ascending
   */
  void insert(Long[] ids, RowVersion[] versions) {
    lastRow.accumulateAndGet(ids[ids.length - 1], Math::max);
    rows.putAll(ids, versions);
    suspects.inserted(ids[0]);
  }

  void update(long row, long base, long version, long transaction, int command, byte[] payload) {
    RowVersion newest = rows.get(row);
    if (newest != null && newest.number() == base) {
      old.put(new VersionKey(row, base), newest.deleted(transaction, command));
    } else {
      markOld(row, base, transaction, command);
      old.put(new VersionKey(row, newest.number()), newest);
    }
    rows.put(row, new RowVersion(version, transaction, command, 0, 0, payload));
    suspects.add(row);
  }

  void delete(long row, long base, long transaction, int command) {
    RowVersion newest = rows.get(row);
    if (newest != null && newest.number() == base) {
      rows.put(row, newest.deleted(transaction, command));
    } else {
      markOld(row, base, transaction, command);
    }
    suspects.add(row);
  }

  /** The newest version was rolled back: what is deleted is an older one. */
  private void markOld(long row, long base, long transaction, int command) {
    VersionKey key = new VersionKey(row, base);
    RowVersion version = old.get(key);
    if (version == null) {
      throw new SqlException(
          SqlState.INTERNAL_ERROR,
          "row " + row + " of table " + number + " has no version " + base);
    }
    old.put(key, version.deleted(transaction, command));
  }

  /** Vacuum: removes a version that was replaced. */
  void removeOld(long row, RowVersion version) {
    old.remove(new VersionKey(row, version.number()));
  }

  /** Vacuum: the newest version is dead, and an older one takes its place. */
  void replaceNewest(long row, RowVersion version) {
    rows.put(row, version);
    old.remove(new VersionKey(row, version.number()));
  }

  /** Vacuum: no version is left. */
  void removeRow(long row) {
    rows.remove(row);
  }
}
