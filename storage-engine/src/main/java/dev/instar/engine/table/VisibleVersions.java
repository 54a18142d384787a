package dev.instar.engine.table;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.Visibility;
import java.util.Optional;

/** Which version of a row a statement sees. One thread. */
final class VisibleVersions {
  private final VersionedTable table;
  private final Visibility visibility;

  VisibleVersions(StatementContext context, VersionedTable table) {
    this.table = table;
    this.visibility = context.visibility();
  }

  /** The version of a row that is seen, from one that is known on; null if none is. */
  RowVersion find(long row, RowVersion newest) {
    RowVersion version = newest;
    while (!visibility.sees(version)) {
      Optional<RowVersion> older = table.older(row, version);
      if (older.isEmpty()) {
        return null;
      }
      version = older.get();
    }
    return version;
  }

  static StoredRow identity(int table, long row, RowVersion version) {
    return new StoredRow(
        table,
        row,
        version.number(),
        version.createdBy(),
        version.createdCommand(),
        version.deletedBy(),
        version.deletedCommand());
  }
}
