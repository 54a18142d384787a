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
  /** How many rows go by that need no look between two looks for an interrupt. */
  private static final int ROWS_BETWEEN_CHECKS = 1024;

  /** At a few microseconds each, writers stop for less than a millisecond. */
  private static final int ROWS_AT_ONCE = 64;

  private final Trees trees;
  private final CheckpointLatch latch;
  private final VersionedTable table;
  private final VacuumRules rules;
  private final Runnable betweenBatches;
  private final List<Long> batch = new ArrayList<>(ROWS_AT_ONCE);

  /** From this row on nothing was looked at that is to be; the last one there can be if all was. */
  private long next;

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
    next = work.from();
    try {
      while (rows.hasNext()) {
        consider(rows.next());
      }
      if (next != Long.MAX_VALUE) {
        scan();
      }
      cleanBatch();
      return removed;
    } finally {
      batch.forEach(table.suspects()::add);
      rows.forEachRemaining(table.suspects()::add);
      if (next != Long.MAX_VALUE) {
        table.suspects().inserted(next);
      }
    }
  }

  private void scan() {
    long looked = 0;
    try (RowCursor cursor = table.scan(next)) {
      while (cursor.next()) {
        next = cursor.row();
        if (++looked % ROWS_BETWEEN_CHECKS == 0) {
          rules.checkInterrupts();
        }
        if (deservesALook(cursor.row(), cursor.newest())) {
          consider(cursor.row());
        }
      }
    }
    next = Long.MAX_VALUE;
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
    rules.checkInterrupts();
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
