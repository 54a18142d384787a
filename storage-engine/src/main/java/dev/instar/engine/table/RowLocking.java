package dev.instar.engine.table;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.lock.WaitPolicy;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.txn.Transactions;

/**
 * Locks rows of a table, for one statement, and finds what has become of them meanwhile. First the
 * lock, then the newest version: what is found stays so until the transaction ends. One thread.
 */
public final class RowLocking {
  /** No version has this number. */
  private static final long NOT_SEEN = -1;

  private final StatementContext context;
  private final TableLayout layout;
  private final Transactions transactions;
  private final Transaction self;
  private final VersionedTable rows;
  private final String deletion;
  private RowVersion version;
  private Object[] current;

  /** What has become of a row since it was seen. */
  public enum Outcome {
    /** Nothing: it is locked. */
    SAME,
    /** Somebody who has committed has changed it; it is locked as it is now. */
    CHANGED,
    /** Somebody who has committed has deleted it. */
    GONE,
    /** This very command has changed it already. */
    CHANGED_BY_SELF,
    /** Somebody else has it, and the policy is SKIP LOCKED. */
    SKIPPED
  }

  /**
   * @param deletion what a deletion that comes in the way of a kept snapshot is called
   */
  private RowLocking(StatementContext context, TableLayout layout, String deletion) {
    this.context = context;
    this.layout = layout;
    transactions = context.services().transactions();
    self = context.transaction();
    rows = context.services().store().table(layout.table().storage());
    this.deletion = deletion;
  }

  /** For a query that locks its rows. To PostgreSQL every change in their way is an update. */
  public static RowLocking ofQuery(StatementContext context, Table table) {
    return new RowLocking(context, TableLayout.of(context, table), "update");
  }

  public static RowLocking of(StatementContext context, Table table) {
    return of(context, TableLayout.of(context, table));
  }

  static RowLocking of(StatementContext context, TableLayout layout) {
    return new RowLocking(context, layout, "delete");
  }

  /**
   * Locks a row that a scan has found.
   *
   * @throws SqlException 40001 if it has changed and the transaction keeps its snapshot; 55P03,
   *     40P01, 57014 from waiting
   */
  public Outcome lock(StoredRow seen, RowLockMode mode, WaitPolicy policy) {
    return lock(seen.row(), seen.version(), mode, policy);
  }

  /**
   * Locks a row that was not seen by a snapshot, but is there: one that has the key of another that
   * was to be inserted, or that refers to one that goes. It is SAME or CHANGED if it is there. Who
   * wants its key to stay, and nothing more, need not have seen it.
   *
   * @throws SqlException as {@link #lock(StoredRow, RowLockMode, WaitPolicy)}; 40001 also if the
   *     transaction keeps a snapshot that does not see the row
   */
  public Outcome lock(long row, RowLockMode mode) {
    Outcome outcome = lock(row, NOT_SEEN, mode, WaitPolicy.WAIT);
    if (outcome == Outcome.CHANGED
        && mode != RowLockMode.KEY_SHARE
        && self.isolation().keepsSnapshot()
        && !context.visibility().sees(version)) {
      failIfSnapshotIsKept("update");
    }
    return outcome;
  }

  /**
   * A row is in the way of one that then is not inserted.
   *
   * @throws SqlException 40001 if the transaction keeps a snapshot that does not see it
   */
  public void requireSeen(long row) {
    if (!self.isolation().keepsSnapshot()) {
      return;
    }
    for (RowVersion next : rows.versions(row)) {
      // What this very command has inserted is in the way too.
      if (self.isOwn(next.createdBy()) || context.visibility().sees(next)) {
        return;
      }
    }
    failIfSnapshotIsKept("update");
  }

  /** Takes a stronger lock on a row that was just locked; it stays as it is meanwhile. */
  public void strengthen(long row, RowLockMode mode) {
    take(row, mode, WaitPolicy.WAIT);
  }

  private Outcome lock(long row, long seen, RowLockMode mode, WaitPolicy policy) {
    version = null;
    current = null;
    return take(row, mode, policy) == RowLocks.Outcome.SKIPPED
        ? Outcome.SKIPPED
        : look(row, seen, mode);
  }

  private RowLocks.Outcome take(long row, RowLockMode mode, WaitPolicy policy) {
    return context
        .services()
        .rowLocks()
        .lock(
            context.lockOwner(),
            self.xid(),
            new LockTag.Row(context.database(), layout.table().oid(), row),
            mode,
            policy,
            layout.table().name());
  }

  private Outcome look(long row, long seen, RowLockMode mode) {
    RowVersion newest = rows.newest(row).orElse(null);
    boolean passedOthers = false;
    while (newest != null) {
      switch (transactions.verdict(self, newest)) {
        case FREE -> {
          return found(seen, newest);
        }
        case BEING_CHANGED -> {
          if (mode == RowLockMode.KEY_SHARE || mode == RowLockMode.SHARE) {
            // Whoever changes it leaves its key alone, or came by it before there were locks.
            return found(seen, newest);
          }
          throw new SqlException(
              SqlState.INTERNAL_ERROR, "row " + row + " is changed by one without its lock");
        }
        case CHANGED_BY_SELF -> {
          return Outcome.CHANGED_BY_SELF;
        }
        case CHANGED -> {
          if (!passedOthers) {
            if (seen != NOT_SEEN) {
              failIfSnapshotIsKept(deletion);
            }
            return Outcome.GONE;
          }
          // Its successor was in progress a moment ago: what it is now is to be seen.
          passedOthers = false;
          newest = rows.newest(row).orElse(null);
        }
        case NOT_THERE -> {
          if (self.isOwn(newest.createdBy())) {
            return Outcome.CHANGED_BY_SELF;
          }
          passedOthers |= transactions.status(newest.createdBy()) != TransactionStatus.ABORTED;
          newest = rows.older(row, newest).orElse(null);
        }
      }
    }
    if (seen != NOT_SEEN) {
      failIfSnapshotIsKept(deletion);
    }
    return Outcome.GONE;
  }

  private Outcome found(long seen, RowVersion newest) {
    version = newest;
    if (newest.number() == seen) {
      return Outcome.SAME;
    }
    if (seen != NOT_SEEN && !self.isOwn(newest.createdBy())) {
      failIfSnapshotIsKept("update");
    }
    return Outcome.CHANGED;
  }

  private void failIfSnapshotIsKept(String what) {
    if (self.isolation().keepsSnapshot()) {
      throw new SqlException(
          SqlState.SERIALIZATION_FAILURE, "could not serialize access due to concurrent " + what);
    }
  }

  /** The newest version, after {@link Outcome#SAME} or {@link Outcome#CHANGED}. */
  RowVersion version() {
    return version;
  }

  /**
   * The row as it is now, all columns and its {@link StoredRow}, after {@link Outcome#SAME} or
   * {@link Outcome#CHANGED}.
   */
  public Object[] current(long row) {
    if (current == null) {
      current = layout.codec().decode(version.payload(), 1);
      current[layout.width()] = VisibleVersions.identity(layout.table().oid(), row, version);
    }
    return current;
  }
}
