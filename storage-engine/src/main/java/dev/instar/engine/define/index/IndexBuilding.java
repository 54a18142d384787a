package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Notices;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.IndexEntry;
import dev.instar.engine.store.OrderedIndex;
import dev.instar.engine.store.RowCursor;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.table.TableScanCount;
import dev.instar.engine.txn.VersionFate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Fills an index with what a table's rows have in it. Entries are sorted in runs that fit into
 * memory, so that a large index is written mostly from left to right; each goes into the log.
 */
public final class IndexBuilding {
  /** A run: some 50 MB of short keys. */
  private static final int ENTRIES_IN_RUN = 500_000;

  /** Keys in one log record. */
  private static final int ENTRIES_IN_RECORD = 500;

  private static final int ROWS_BETWEEN_CHECKS = 256;

  private final StatementContext context;
  private final Table table;
  private final Index index;
  private final EntryKeys keys;
  private final OrderedIndex tree;
  private final List<IndexEntry> run = new ArrayList<>();

  private IndexBuilding(StatementContext context, Table table, Index index) {
    this.context = context;
    this.table = table;
    this.index = index;
    this.keys = new EntryKeys(context, table, index);
    this.tree = context.services().store().index(index.storage());
  }

  /**
   * Fills a new index, whose table nobody else changes meanwhile.
   *
   * @throws SqlException 23505 if it is unique and the rows are not
   */
  public static void build(StatementContext context, Table table, Index index) {
    fill(context, table, index);
    requireUnique(context, table, index);
  }

  /** Adds the entries of all versions that somebody may see. */
  static void fill(StatementContext context, Table table, Index index) {
    Notices.debug(
        context,
        "building index \"%s\" on table \"%s\" serially".formatted(index.name(), table.name()));
    new IndexBuilding(context, table, index).fill(false);
  }

  /** Adds those that are missing, to an index that writers keep up. */
  static void complete(StatementContext context, Table table, Index index) {
    new IndexBuilding(context, table, index).fill(true);
  }

  /**
   * @throws SqlException 23505 if two rows that are there now have one key
   */
  static void requireUnique(StatementContext context, Table table, Index index) {
    if (index.unique()) {
      new DuplicateSearch(context, table, index).run();
    }
  }

  private void fill(boolean onlyMissing) {
    VersionedTable rows = context.services().store().table(table.storage());
    long horizon = context.services().transactions().horizon();
    boolean history = rows.oldVersions() > 0;
    long looked = 0;
    try (RowCursor cursor = rows.scan(Long.MIN_VALUE)) {
      while (cursor.next()) {
        if (++looked % ROWS_BETWEEN_CHECKS == 0) {
          context.checkInterrupts();
        }
        long row = cursor.row();
        byte[] newest = add(cursor.newest(), row, horizon, onlyMissing);
        if (history || onlyMissing) {
          addOlder(rows, row, cursor.newest(), newest, horizon, onlyMissing);
        }
      }
    }
    TableScanCount.add(context, table.oid(), rows, looked);
    writeRun();
  }

  private void addOlder(
      VersionedTable rows,
      long row,
      RowVersion newest,
      byte[] newestKey,
      long horizon,
      boolean onlyMissing) {
    byte[] last = newestKey;
    for (var older = rows.older(row, newest);
        older.isPresent();
        older = rows.older(row, older.get())) {
      byte[] key = key(older.get(), horizon);
      if (key != null && !Arrays.equals(key, last)) {
        add(key, row, onlyMissing);
        last = key;
      }
    }
  }

  private byte[] add(RowVersion version, long row, long horizon, boolean onlyMissing) {
    byte[] key = key(version, horizon);
    if (key != null) {
      add(key, row, onlyMissing);
    }
    return key;
  }

  private byte[] key(RowVersion version, long horizon) {
    VersionFate fate = context.services().transactions().fate(version, horizon);
    return fate == VersionFate.DEAD ? null : keys.key(version.payload());
  }

  private void add(byte[] key, long row, boolean onlyMissing) {
    if (onlyMissing && tree.contains(key, row)) {
      return;
    }
    run.add(new IndexEntry(key, row));
    if (run.size() == ENTRIES_IN_RUN) {
      writeRun();
    }
  }

  private void writeRun() {
    Collections.sort(run);
    long xid = context.transaction().xid();
    List<StoreChange> changes = new ArrayList<>(ENTRIES_IN_RECORD);
    for (IndexEntry entry : run) {
      changes.add(new StoreChange.IndexAdded(index.storage(), entry.key(), entry.row()));
      if (changes.size() == ENTRIES_IN_RECORD) {
        write(xid, changes);
      }
    }
    if (!changes.isEmpty()) {
      write(xid, changes);
    }
    run.clear();
  }

  private void write(long xid, List<StoreChange> changes) {
    context.checkInterrupts();
    context.services().store().apply(xid, changes);
    changes.clear();
  }
}
