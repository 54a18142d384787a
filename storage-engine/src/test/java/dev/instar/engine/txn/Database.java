package dev.instar.engine.txn;

import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTime;
import dev.instar.engine.lock.RowLocks;
import java.util.concurrent.atomic.AtomicInteger;

/** The two rooms together, without a table. */
final class Database {
  final LockManager locks = new LockManager(LockTime.SYSTEM);
  final RowLocks rows = new RowLocks(locks);
  final CommitLog log = new CommitLog(TransactionIds.FIRST);
  final Transactions transactions = new Transactions(locks, rows, log, TransactionIds.FIRST);
  private final AtomicInteger pids = new AtomicInteger();

  LockOwner session() {
    return new LockOwner(pids.incrementAndGet(), new OneSession());
  }

  Transaction begin(IsolationLevel isolation) {
    return transactions.begin(session(), isolation, false);
  }

  Transaction begin() {
    return begin(IsolationLevel.READ_COMMITTED);
  }

  void commit(Transaction transaction) {
    transactions.commit(transaction, DurableCommit.NONE, () -> {});
  }
}
