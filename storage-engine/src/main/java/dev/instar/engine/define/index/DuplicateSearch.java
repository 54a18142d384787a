package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.IndexCursor;
import dev.instar.engine.store.IndexEntry;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.LatestSnapshot;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Looks for two rows, both there at one moment, that have one key in a unique index that is filled.
 */
final class DuplicateSearch {
  private static final int ENTRIES_BETWEEN_CHECKS = 1024;

  private final StatementContext context;
  private final Table table;
  private final Index index;
  private final EntryKeys keys;
  private final VersionedTable rows;
  private LatestSnapshot now;

  DuplicateSearch(StatementContext context, Table table, Index index) {
    this.context = context;
    this.table = table;
    this.index = index;
    this.keys = new EntryKeys(context, table, index);
    this.rows = context.services().store().table(table.storage());
  }

  /**
   * @throws SqlException 23505
   */
  void run() {
    try (LatestSnapshot latest = context.transaction().latest()) {
      now = latest;
      search();
    }
  }

  private void search() {
    try (IndexCursor cursor =
        context
            .services()
            .store()
            .index(index.storage())
            .scan(Optional.empty(), Optional.empty())) {
      // Of the entries with one key, the first whose row is there; null before it is needed.
      IndexEntry previous = null;
      boolean previousCounts = false;
      boolean previousKnown = false;
      int untilCheck = ENTRIES_BETWEEN_CHECKS;
      for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
        if (--untilCheck == 0) {
          untilCheck = ENTRIES_BETWEEN_CHECKS;
          context.checkInterrupts();
        }
        boolean same = previous != null && Arrays.equals(previous.key(), entry.key());
        if (same) {
          if (!previousKnown) {
            previousCounts = counts(previous);
          }
          boolean counts = counts(entry);
          if (previousCounts && counts) {
            throw duplicate(entry);
          }
          previousCounts |= counts;
          previousKnown = true;
        } else {
          previousKnown = false;
        }
        previous = entry;
      }
    }
  }

  private boolean counts(IndexEntry entry) {
    Object[] values = values(entry);
    return values != null
        && Arrays.equals(keys.encode(values), entry.key())
        && keys.mustBeUnique(values);
  }

  /** The key of the row as it is now; null if there is none. */
  private Object[] values(IndexEntry entry) {
    Optional<RowVersion> newest = rows.newest(entry.row());
    RowVersion version =
        newest.isEmpty() ? null : now.find(newest.get(), than -> rows.older(entry.row(), than));
    return version == null ? null : keys.values(version.payload());
  }

  private SqlException duplicate(IndexEntry entry) {
    Object[] values = values(entry);
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner texts = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < values.length; i++) {
      Index.Key key = index.keys().get(i);
      names.add(
          key.column() != 0 ? table.column(key.column()).name() : key.expression().orElseThrow());
      texts.add(
          values[i] == null
              ? "null"
              : keys.codec().types().get(i).print(values[i], context.functions().format()));
    }
    return new SqlException(
            SqlState.UNIQUE_VIOLATION, "could not create unique index \"" + index.name() + "\"")
        .with(Field.DETAIL, "Key " + names + "=" + texts + " is duplicated.")
        .with(Field.SCHEMA, context.catalog().get(Schema.class, table.schema()).name())
        .with(Field.TABLE, table.name())
        .with(Field.CONSTRAINT, index.name());
  }
}
