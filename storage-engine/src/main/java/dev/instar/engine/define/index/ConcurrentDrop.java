package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.define.Drops;
import dev.instar.engine.define.ObjectAddress;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TransactionRunner;
import java.util.List;
import java.util.Optional;

/**
 * DROP INDEX CONCURRENTLY: first nobody may use it, then, when all who could have begun to have
 * ended, nobody keeps it up, and then, when all who might have ended too, it goes. Of one session's
 * thread.
 */
final class ConcurrentDrop {
  private final TransactionRunner transactions;
  private final Waits waits;
  private final SessionLocks locks;

  /**
   * @throws SqlException 25001 in a transaction block
   */
  ConcurrentDrop(StatementContext context) {
    transactions = context.transactionRunner();
    waits = new Waits(context.services(), context.lockOwner());
    locks = new SessionLocks(context);
  }

  void drop(Statement.DropIndex statement) {
    if (statement.indexes().size() > 1) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "DROP INDEX CONCURRENTLY does not support dropping multiple objects");
    }
    if (statement.cascade()) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "DROP INDEX CONCURRENTLY does not support CASCADE");
    }
    try {
      transactions.inTransaction(context -> close(statement, context)).ifPresent(this::finish);
    } finally {
      locks.release();
    }
  }

  private Optional<Index> close(Statement.DropIndex statement, StatementContext context) {
    LockMode mode = LockMode.SHARE_UPDATE_EXCLUSIVE;
    Optional<Index> found =
        DropIndexes.find(statement.indexes().getFirst(), statement.ifExists(), mode, context);
    found.ifPresent(
        index -> {
          Drops.requireDroppable(context, ObjectAddress.of(index.oid()));
          locks.hold(index.table(), mode);
          locks.hold(index.oid(), mode);
          context.edits().put(index.withValid(false));
        });
    return found;
  }

  /** From an index that nobody new reads to none. */
  void finish(Index index) {
    waits.forLockers(locks.tag(index.table()), LockMode.ACCESS_EXCLUSIVE);
    transactions.inTransaction(
        context -> {
          Index now = context.catalog().get(Index.class, index.oid());
          context.edits().put(now.withReady(false));
          return now;
        });
    waits.forLockers(locks.tag(index.table()), LockMode.ACCESS_EXCLUSIVE);
    transactions.inTransaction(
        context -> {
          Index now = context.catalog().get(Index.class, index.oid());
          Drops.drop(context, List.of(ObjectAddress.of(now.oid())), false);
          return now;
        });
  }
}
