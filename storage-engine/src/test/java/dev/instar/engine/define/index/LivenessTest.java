package dev.instar.engine.define.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTime;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.lock.WaitControl;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.txn.CommitLog;
import dev.instar.engine.txn.DurableCommit;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.Transactions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A row is there, whatever moment somebody who changes it chooses to commit. */
class LivenessTest {
  private final LockManager locks = new LockManager(LockTime.SYSTEM);
  private final Transactions transactions =
      new Transactions(
          locks, new RowLocks(locks), new CommitLog(TransactionIds.FIRST), TransactionIds.FIRST);
  private final Transaction reader = begin(1);
  private final Transaction writer = begin(2);
  private final RowVersion old = version(1, TransactionIds.FIRST - 1, writer.xid());
  private final RowVersion changed = version(2, writer.xid(), 0);

  private Transaction begin(int pid) {
    return transactions.begin(
        new LockOwner(pid, new Impatient()), IsolationLevel.READ_COMMITTED, false);
  }

  private static RowVersion version(long number, long createdBy, long deletedBy) {
    return new RowVersion(number, createdBy, 0, deletedBy, 0, new byte[0]);
  }

  private void commit() {
    transactions.commit(writer, DurableCommit.NONE, () -> {});
  }

  @Test
  void aRowWhoseWriterCommitsBetweenTwoLooksAtItIsThereAsItWas() {
    Liveness liveness = new Liveness(reader, transactions);
    RowVersion found =
        liveness.of(
            changed,
            than -> {
              commit();
              return Optional.of(old);
            });
    assertThat(found).isSameAs(old);
  }

  @Test
  void whatHasCommittedBeforeIsThere() {
    commit();
    Liveness liveness = new Liveness(reader, transactions);
    assertThat(liveness.of(changed, than -> Optional.of(old))).isSameAs(changed);
    assertThat(liveness.of(old, than -> Optional.empty())).isNull();
  }

  @Test
  void whatTheTransactionItselfHasDoneIsThere() {
    Liveness liveness = new Liveness(writer, transactions);
    assertThat(liveness.of(changed, than -> Optional.of(old))).isSameAs(changed);
    assertThat(liveness.of(old, than -> Optional.empty())).isNull();
  }

  /** Nobody here waits. */
  private record Impatient() implements WaitControl {
    @Override
    public Duration lockTimeout() {
      return Duration.ofSeconds(20);
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
