package dev.instar.engine.table;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.OrderedIndex;
import dev.instar.engine.store.Store;

/** Reading tables: scans that give what the statement sees, and how many rows to expect. */
public final class Tables {
  private Tables() {}

  /**
   * Goes over a table, in the order of the rows' ids.
   *
   * @param used whether the column with that number - 1 is wanted
   */
  public static RowScan scan(StatementContext context, Table table, boolean[] used) {
    return new SequentialScan(context, TableLayout.of(context, table), used);
  }

  /**
   * Goes over a part of an index, in its order.
   *
   * @param used whether the column with that number - 1 is wanted
   */
  public static RowScan indexScan(
      StatementContext context, Table table, Index index, IndexRange range, boolean[] used) {
    return new IndexScan(
        context,
        TableLayout.of(context, table),
        IndexLayout.of(context, table, index),
        range,
        used);
  }

  /** About how many rows a table has. */
  public static long estimatedRows(StatementContext context, Table table) {
    return context.services().store().table(table.storage()).size();
  }

  /** About how many entries a range of an index has; found without reading them. */
  public static long estimatedRows(StatementContext context, Index index, IndexRange range) {
    Store store = context.services().store();
    OrderedIndex entries = store.index(index.storage());
    KeyBounds bounds =
        context
            .catalog()
            .derived(new KnownCodec(index.oid()), KnownKeys.class, c -> new KnownKeys(index, c))
            .codec(index, context)
            .bounds(range);
    return entries.count(bounds.from(), bounds.to());
  }

  private record KnownCodec(int index) {}

  private record KnownKeys(Index index, KeyCodec keys) {
    KnownKeys(Index index, dev.instar.engine.catalog.Catalog catalog) {
      this(index, KeyCodec.of(catalog, index));
    }

    KeyCodec codec(Index asked, StatementContext context) {
      return asked.equals(index) ? keys : KeyCodec.of(context.catalog(), asked);
    }
  }
}
