package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.VersionedTable;

/**
 * How large a relation is, as far as it is known without reading it: rows and old versions are
 * counted by the store, their bytes are taken to be those of an ordinary row.
 *
 * @param rows as the store counts them, dead ones too
 */
public record RelationSize(long rows, long bytes) {
  private static final RelationSize EMPTY = new RelationSize(0, 0);
  private static final int PAGE_BYTES = 8192;
  private static final int ROW_BYTES = 100;
  private static final int ENTRY_BYTES = 24;

  public static RelationSize of(StatementContext context, Relation relation) {
    return switch (relation) {
      case Table table -> ofTable(context, table);
      case Index index ->
          context.catalog().find(index.table()).orElse(null) instanceof Table table
              ? ofIndex(ofTable(context, table).rows())
              : EMPTY;
      case Sequence sequence -> new RelationSize(1, PAGE_BYTES);
      case View view -> EMPTY;
    };
  }

  private static RelationSize ofTable(StatementContext context, Table table) {
    if (context.services() == null) {
      return EMPTY;
    }
    VersionedTable stored = context.services().store().table(table.storage());
    long rows = stored.size();
    return new RelationSize(rows, pages((rows + stored.oldVersions()) * ROW_BYTES) * PAGE_BYTES);
  }

  private static RelationSize ofIndex(long rows) {
    // An empty B-tree has its first page.
    return new RelationSize(rows, (1 + pages(rows * ENTRY_BYTES)) * PAGE_BYTES);
  }

  private static long pages(long bytes) {
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
  }

  /** {@code relpages}. */
  public int pages() {
    return (int) (bytes / PAGE_BYTES);
  }
}
