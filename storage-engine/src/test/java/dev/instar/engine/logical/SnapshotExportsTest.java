package dev.instar.engine.logical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTime;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.lock.WaitControl;
import dev.instar.engine.txn.CommitLog;
import dev.instar.engine.txn.DurableCommit;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.txn.Snapshot;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.Transactions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SnapshotExportsTest {
  private final LockManager locks = new LockManager(LockTime.SYSTEM);
  private final Transactions transactions =
      new Transactions(
          locks, new RowLocks(locks), new CommitLog(TransactionIds.FIRST), TransactionIds.FIRST);
  private final SnapshotExports exports = new SnapshotExports(transactions);

  private Transaction begin(int pid) {
    return transactions.begin(
        new LockOwner(pid, new Patient()), IsolationLevel.REPEATABLE_READ, false);
  }

  @Test
  void whatIsTakenBackWhileAnotherTakesItOverStaysHeld() throws InterruptedException {
    Snapshot offered = transactions.current();
    String name = exports.export(1, offered);
    Transaction importer = begin(2);
    Thread withdrawal = new Thread(() -> exports.withdraw(1));
    boolean found =
        exports.use(
            name,
            snapshot -> {
              withdrawal.start();
              // Either it waits until this is done, or it has already been.
              while (withdrawal.getState() != Thread.State.BLOCKED && withdrawal.isAlive()) {
                Thread.onSpinWait();
              }
              write();
              assertThat(transactions.horizon()).isEqualTo(offered.xmin());
              importer.useSnapshot(snapshot);
            });
    withdrawal.join();
    assertThat(found).isTrue();
    assertThat(transactions.horizon()).isEqualTo(offered.xmin());
    assertThat(exports.use(name, importer::useSnapshot)).isFalse();
  }

  private void write() {
    Transaction writer = begin(3);
    writer.xid();
    transactions.commit(writer, DurableCommit.NONE, () -> {});
  }

  /** Nobody here waits. */
  private record Patient() implements WaitControl {
    @Override
    public Duration lockTimeout() {
      return Duration.ZERO;
    }

    @Override
    public Duration deadlockTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Optional<SqlException> interruption() {
      return Optional.empty();
    }
  }
}
