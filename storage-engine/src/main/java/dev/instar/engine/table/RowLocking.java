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
import dev.instar.engine.txn.Transactions;

/**
 * Locks rows of a table, for one statement, and finds what has become of them meanwhile. First the
 * lock, then the newest version: what is found stays so until the transaction ends. One thread.
 */
public final class RowLocking {
  private final StatementContext context;
  private final TableLayout layout;
  private final Transactions transactions;
  private final Transaction self;
  private final VersionedTable rows;
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

  private RowLocking(StatementContext context, TableLayout layout) {
    this.context = context;
    this.layout = layout;
    transactions = context.services().transactions();
    self = context.transaction();
    rows = context.services().store().table(layout.table().storage());
  }

  public static RowLocking of(StatementContext context, Table table) {
    return of(context, TableLayout.of(context, table));
  }

  static RowLocking of(StatementContext context, TableLayout layout) {
    return new RowLocking(context, layout);
  }

  /**
   * Locks a row that a scan has found.
   *
   * @throws SqlException 40001 if it has changed and the transaction keeps its snapshot; 55P03,
   *     40P01, 57014 from waiting
   */
  public Outcome lock(StoredRow seen, RowLockMode mode, WaitPolicy policy) {
    version = null;
    current = null;
    RowLocks.Outcome lock =
        context
            .services()
            .rowLocks()
            .lock(
                context.lockOwner(),
                self.xid(),
                new LockTag.Row(context.database(), layout.table().oid(), seen.row()),
                mode,
                policy,
                layout.table().name());
    return lock == RowLocks.Outcome.SKIPPED ? Outcome.SKIPPED : look(seen, mode);
  }

  private Outcome look(StoredRow seen, RowLockMode mode) {
    RowVersion newest = rows.newest(seen.row()).orElse(null);
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
              SqlState.INTERNAL_ERROR, "row " + seen.row() + " is changed by one without its lock");
        }
        case CHANGED_BY_SELF -> {
          return Outcome.CHANGED_BY_SELF;
        }
        case CHANGED -> {
          if (!passedOthers) {
            failIfSnapshotIsKept("delete");
            return Outcome.GONE;
          }
          // Its successor was in progress a moment ago: what it is now is to be seen.
          passedOthers = false;
          newest = rows.newest(seen.row()).orElse(null);
        }
        case NOT_THERE -> {
          if (self.isOwn(newest.createdBy())) {
            return Outcome.CHANGED_BY_SELF;
          }
          passedOthers = true;
          newest = rows.older(seen.row(), newest).orElse(null);
        }
      }
    }
    failIfSnapshotIsKept("delete");
    return Outcome.GONE;
  }

  private Outcome found(StoredRow seen, RowVersion newest) {
    version = newest;
    if (newest.number() == seen.version() || self.isOwn(newest.createdBy())) {
      return newest.number() == seen.version() ? Outcome.SAME : Outcome.CHANGED;
    }
    failIfSnapshotIsKept("update");
    return Outcome.CHANGED;
  }

  private void failIfSnapshotIsKept(String what) {
    if (self.isolation().keepsSnapshot()) {
      throw new SqlException(
          SqlState.SERIALIZATION_FAILURE,
          "could not serialize access due to concurrent " + what);
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
      current[layout.width()] =
          VisibleVersions.identity(layout.table().oid(), row, version);
    }
    return current;
  }
}
