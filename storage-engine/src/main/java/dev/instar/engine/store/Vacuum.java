package dev.instar.engine.store;

import dev.instar.engine.txn.TransactionStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Removes a table's dead versions, and the index entries that only they had. It looks at the rows
 * that may have some, not at all of them. One thread; readers and writers go on, but that writers
 * stop while a few rows are cleaned: who adds an entry to an index may not lose it to a vacuum that
 * has just seen no version that needs it.
 */
final class Vacuum {
  /** At a few microseconds each, writers stop for less than a millisecond. */
  private static final int ROWS_AT_ONCE = 64;

  private final Trees trees;
  private final CheckpointLatch latch;
  private final VersionedTable table;
  private final VacuumRules rules;
  private final Runnable betweenBatches;
  private final List<Long> batch = new ArrayList<>(ROWS_AT_ONCE);
  private long removed;

  Vacuum(
      Trees trees,
      CheckpointLatch latch,
      VersionedTable table,
      VacuumRules rules,
      Runnable betweenBatches) {
    this.trees = trees;
    this.latch = latch;
    this.table = table;
    this.rules = rules;
    this.betweenBatches = betweenBatches;
  }

  /** Returns the number of versions that were removed. */
  long run() {
    Suspects.Work work = latch.whileNobodyChanges(table.suspects()::take);
    Iterator<Long> rows = work.rows().iterator();
    while (rows.hasNext()) {
      consider(rows.next());
    }
    if (work.from() != Long.MAX_VALUE) {
      try (RowCursor cursor = table.scan(work.from())) {
        while (cursor.next()) {
          if (deservesALook(cursor.row(), cursor.newest())) {
            consider(cursor.row());
          }
        }
      }
    }
    cleanBatch();
    return removed;
  }

  private boolean deservesALook(long row, RowVersion newest) {
    return newest.deletedBy() != 0
        || trees.commitLog().get(newest.createdBy()) != TransactionStatus.COMMITTED
        || table.hasOld(row, newest);
  }

  private void consider(long row) {
    batch.add(row);
    if (batch.size() == ROWS_AT_ONCE) {
      cleanBatch();
    }
  }

  private void cleanBatch() {
    latch.whileNobodyChanges(
        () -> {
          batch.forEach(this::clean);
          return null;
        });
    batch.clear();
    betweenBatches.run();
  }

  private void clean(long row) {
    List<RowVersion> dead = new ArrayList<>();
    List<RowVersion> kept = new ArrayList<>();
    List<RowVersion> versions = table.versions(row);
    for (RowVersion version : versions) {
      (rules.isDead(version) ? dead : kept).add(version);
    }
    if (!dead.isEmpty()) {
      removeEntries(row, dead, kept);
      removeVersions(row, versions.getFirst(), dead, kept);
      removed += dead.size();
    }
    if (!kept.isEmpty() && mayDieLater(kept)) {
      table.suspects().add(row);
    }
  }

  private boolean mayDieLater(List<RowVersion> kept) {
    RowVersion newest = kept.getFirst();
    return kept.size() > 1
        || newest.deletedBy() != 0
        || trees.commitLog().get(newest.createdBy()) != TransactionStatus.COMMITTED;
  }

  private void removeEntries(long row, List<RowVersion> dead, List<RowVersion> kept) {
    List<VacuumRules.IndexKey> needed = new ArrayList<>();
    kept.forEach(version -> needed.addAll(rules.keys(version.payload())));
    for (RowVersion version : dead) {
      for (VacuumRules.IndexKey entry : rules.keys(version.payload())) {
        if (needed.stream().noneMatch(other -> isSame(entry, other))) {
          trees.index(entry.index()).remove(entry.key(), row);
        }
      }
    }
  }

  private static boolean isSame(VacuumRules.IndexKey left, VacuumRules.IndexKey right) {
    return left.index() == right.index() && Arrays.equals(left.key(), right.key());
  }

  private void removeVersions(
      long row, RowVersion newest, List<RowVersion> dead, List<RowVersion> kept) {
    if (kept.isEmpty()) {
      table.removeRow(row);
    } else if (kept.getFirst().number() != newest.number()) {
      table.replaceNewest(row, kept.getFirst());
    }
    for (RowVersion version : dead) {
      if (version.number() != newest.number()) {
        table.removeOld(row, version);
      }
    }
  }
}
