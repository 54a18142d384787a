package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TransactionRunner;
import java.util.Optional;

/**
 * CREATE INDEX CONCURRENTLY: the phases that the package's sign describes. REINDEX CONCURRENTLY
 * goes through the same ones. Of one session's thread.
 */
final class ConcurrentBuild {
  private final TransactionRunner transactions;
  private final Waits waits;
  private final SessionLocks locks;

  /**
   * @throws dev.instar.engine.error.SqlException 25001 in a transaction block
   */
  ConcurrentBuild(StatementContext context) {
    transactions = context.transactionRunner();
    waits = new Waits(context.services(), context.lockOwner());
    locks = new SessionLocks(context);
  }

  void create(Statement.CreateIndex statement) {
    try {
      Optional<Index> made = transactions.inTransaction(context -> announce(statement, context));
      made.ifPresent(
          index -> {
            fill(index);
            transactions.inTransaction(
                context -> put(context, find(context, index).withValid(true)));
          });
    } finally {
      locks.release();
    }
  }

  private Optional<Index> announce(Statement.CreateIndex statement, StatementContext context) {
    Table table = IndexedTables.lock(statement.table(), LockMode.SHARE_UPDATE_EXCLUSIVE, context);
    Optional<Index> made =
        NewIndex.of(statement, table, context)
            .map(index -> index.withReady(false).withValid(false));
    made.ifPresent(
        index -> {
          context.edits().put(index);
          locks.hold(table.oid(), LockMode.SHARE_UPDATE_EXCLUSIVE);
        });
    return made;
  }

  /** From an index that is announced to one that has all that any reader may look for. */
  void fill(Index announced) {
    waits.forLockers(locks.tag(announced.table()), LockMode.SHARE);
    transactions.inTransaction(
        context -> {
          Index index = find(context, announced);
          IndexBuilding.fill(context, table(context, index), index);
          IndexBuilding.requireUnique(context, table(context, index), index);
          return put(context, index.withReady(true));
        });
    waits.forLockers(locks.tag(announced.table()), LockMode.SHARE);
    long xmin =
        transactions.inTransaction(
            context -> {
              Index index = find(context, announced);
              IndexBuilding.complete(context, table(context, index), index);
              return context.services().transactions().current().xmin();
            });
    if (announced.unique()) {
      // A writer may have looked for its key before the entry of an older row was added; from here
      // on all are there, and those who began before are waited for and looked at.
      waits.forLockers(locks.tag(announced.table()), LockMode.SHARE);
      transactions.inTransaction(
          context -> {
            Index index = find(context, announced);
            IndexBuilding.requireUnique(context, table(context, index), index);
            return index;
          });
    }
    waits.forSnapshots(xmin);
  }

  private static Index put(StatementContext context, Index index) {
    context.edits().put(index);
    return index;
  }

  private static Index find(StatementContext context, Index index) {
    return context.catalog().get(Index.class, index.oid());
  }

  private static Table table(StatementContext context, Index index) {
    context.lock(index.table(), LockMode.SHARE_UPDATE_EXCLUSIVE);
    return context.catalog().get(Table.class, index.table());
  }
}
