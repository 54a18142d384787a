package dev.instar.engine.table;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.lock.WaitPolicy;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.IndexCursor;
import dev.instar.engine.store.IndexEntry;
import dev.instar.engine.store.RowVersion;
import java.util.Optional;

/**
 * Looks for the row that a foreign key refers to, and locks it with KEY SHARE, so that neither it
 * nor its key goes before the transaction ends. One thread.
 */
final class ReferencedRows {
  private final StatementContext context;
  private final ForeignKeyLayout key;
  private final TableLayout layout;
  private final IndexLayout index;
  private final CurrentRows rows;

  ReferencedRows(StatementContext context, ForeignKeyLayout key) {
    context.lockWithIndexes(key.referenced().oid(), LockMode.ROW_SHARE);
    this.context = context;
    this.key = key.now(context);
    layout = TableLayout.of(context, this.key.referenced());
    index = IndexLayout.of(context, this.key.referenced(), this.key.index());
    rows = new CurrentRows(context, layout);
  }

  /**
   * @param values of the referenced table's types, none NULL
   * @throws SqlException from waiting; 40001 if the row has changed since the transaction's
   *     snapshot
   */
  boolean lock(Object[] values) {
    byte[] bytes = index.codec().encode(values);
    var entries = context.services().store().index(key.index().storage());
    try (IndexCursor cursor = entries.scan(Optional.of(bytes), Optional.of(bytes))) {
      for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
        if (isThere(bytes, entry.row()) && lock(entry.row()) && isThere(bytes, entry.row())) {
          return isSeen(entry.row());
        }
        requireNotSeen(bytes, entry.row());
      }
    }
    return false;
  }

  private boolean isThere(byte[] bytes, long row) {
    RowVersion version = rows.find(row);
    return version != null && rows.has(index, bytes, version);
  }

  private boolean lock(long row) {
    context
        .services()
        .rowLocks()
        .lock(
            context.lockOwner(),
            context.transaction().xid(),
            new LockTag.Row(context.database(), key.referenced().oid(), row),
            RowLockMode.KEY_SHARE,
            WaitPolicy.WAIT,
            key.referenced().name());
    return true;
  }

  /** A transaction that keeps its snapshot finds only what that sees. */
  private boolean isSeen(long row) {
    RowVersion version = rows.find(row);
    boolean own = version != null && context.transaction().isOwn(version.createdBy());
    if (!context.transaction().isolation().keepsSnapshot()
        || own
        || (version != null && context.visibility().sees(version))) {
      return true;
    }
    if (seen(row) != null) {
      throw changed();
    }
    return false;
  }

  /** A transaction that keeps its snapshot wants the row that it sees, not to hear of its end. */
  private void requireNotSeen(byte[] bytes, long row) {
    if (context.transaction().isolation().keepsSnapshot()) {
      RowVersion version = seen(row);
      if (version != null
          && !context.transaction().isOwn(version.deletedBy())
          && rows.has(index, bytes, version)) {
        throw changed();
      }
    }
  }

  private RowVersion seen(long row) {
    var table = context.services().store().table(layout.table().storage());
    RowVersion newest = table.newest(row).orElse(null);
    return newest == null ? null : new VisibleVersions(context, table).find(row, newest);
  }

  private static SqlException changed() {
    return new SqlException(
        SqlState.SERIALIZATION_FAILURE, "could not serialize access due to concurrent update");
  }
}
