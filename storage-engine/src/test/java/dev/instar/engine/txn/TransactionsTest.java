package dev.instar.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockTag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private final Database database = new Database();
  private final Transactions transactions = database.transactions;

  @Test
  void aHeldCommitIsDurableAndInvisibleAndKeepsItsLocks() throws InterruptedException {
    Transaction writer = database.begin();
    long xid = writer.xid();
    List<Long> durable = new ArrayList<>();
    transactions.gate().close();
    Thread commit =
        Thread.ofPlatform()
            .start(() -> transactions.commit(writer, (id, subs) -> durable.add(id), () -> {}));
    transactions.gate().awaitHeld(1);

    assertThat(durable).containsExactly(xid);
    assertThat(transactions.current().includes(xid)).isFalse();
    assertThat(transactions.status(xid)).isEqualTo(TransactionStatus.IN_PROGRESS);
    assertThat(
            database.locks.tryAcquire(
                database.session(), new LockTag.Transaction(xid), LockMode.SHARE))
        .isFalse();

    transactions.gate().open();
    commit.join();
    assertThat(transactions.current().includes(xid)).isTrue();
    assertThat(transactions.status(xid)).isEqualTo(TransactionStatus.COMMITTED);
    assertThat(
            database.locks.tryAcquire(
                database.session(), new LockTag.Transaction(xid), LockMode.SHARE))
        .isTrue();
  }

  @Test
  void theHorizonWaitsForSnapshotsAndSlots() {
    Transaction reader = database.begin(IsolationLevel.REPEATABLE_READ);
    reader.beginStatement();
    long before = transactions.horizon();
    XminHold slot = transactions.holdCurrent();
    write();
    assertThat(transactions.horizon()).isEqualTo(before);
    database.commit(reader);
    assertThat(transactions.horizon()).isEqualTo(before);
    slot.advance(transactions.nextXid());
    assertThat(transactions.horizon()).isEqualTo(transactions.nextXid());
    write();
    assertThat(transactions.horizon()).isEqualTo(slot.xmin());
    slot.close();
    assertThat(transactions.horizon()).isEqualTo(transactions.nextXid());
  }

  @Test
  void readCommittedHoldsTheHorizonOnlyWhileAStatementOrACursorNeedsIt() {
    Transaction reader = database.begin();
    Visibility cursor = reader.beginStatement();
    write();
    long held = cursor.snapshot().xmin();
    assertThat(transactions.horizon()).isEqualTo(held);
    reader.hold(cursor.snapshot());
    reader.endStatement();
    assertThat(transactions.horizon()).isEqualTo(held);
    reader.letGo(cursor.snapshot());
    assertThat(transactions.horizon()).isEqualTo(transactions.nextXid());
  }

  @Test
  void whatACrashCutShortCountsAsRolledBack() {
    database.log.set(5, TransactionStatus.COMMITTED);
    Transactions restarted = new Transactions(database.locks, database.rows, database.log, 10);
    assertThat(restarted.status(4)).isEqualTo(TransactionStatus.ABORTED);
    assertThat(restarted.status(5)).isEqualTo(TransactionStatus.COMMITTED);
    assertThat(restarted.current().text(0)).isEqualTo("10:10:");
  }

  @Test
  void aSubtransactionWhoseTransactionEndsWhileItIsLookedAtWasNotRolledBack() {
    Runnable[] meanwhile = {() -> {}};
    CommitLog log =
        new CommitLog(TransactionIds.FIRST) {
          @Override
          public TransactionStatus status(long xid) {
            TransactionStatus found = super.status(xid);
            meanwhile[0].run();
            return found;
          }
        };
    Transactions watched =
        new Transactions(database.locks, database.rows, log, TransactionIds.FIRST);
    Transaction writer = watched.begin(database.session(), IsolationLevel.READ_COMMITTED, false);
    writer.savepoint("a");
    long sub = writer.xid();
    Transaction later = watched.begin(database.session(), IsolationLevel.READ_COMMITTED, false);
    later.xid();
    watched.commit(later, DurableCommit.NONE, () -> {});
    meanwhile[0] =
        () -> {
          meanwhile[0] = () -> {};
          watched.commit(writer, DurableCommit.NONE, () -> {});
          // Whoever looks how far vacuum may go makes all forget whose part it was.
          watched.horizon();
        };
    assertThat(watched.status(sub)).isEqualTo(TransactionStatus.IN_PROGRESS);
    assertThat(watched.status(sub)).isEqualTo(TransactionStatus.COMMITTED);
  }

  @Test
  void anUnknownSavepointIsRefused() {
    Transaction transaction = database.begin();
    transaction.savepoint("a");
    assertThatThrownBy(() -> transaction.rollbackTo("b"))
        .isInstanceOf(SqlException.class)
        .hasMessage("savepoint \"b\" does not exist");
    transaction.release("a");
    assertThatThrownBy(() -> transaction.release("a")).isInstanceOf(SqlException.class);
  }

  @Test
  void theCommitLogComesBackFromItsPagesAndForgetsBelowTheHorizon() {
    CommitLog log = new CommitLog(TransactionIds.FIRST);
    long far = 5L * CommitLog.PAGE_SIZE + 7;
    log.set(far, TransactionStatus.COMMITTED);
    log.set(far + 1, TransactionStatus.ABORTED);
    CommitLog again = new CommitLog(TransactionIds.FIRST);
    for (long page = log.firstPage(); page < log.endPage(); page++) {
      again.restore(page, log.page(page));
    }
    assertThat(again.status(far)).isEqualTo(TransactionStatus.COMMITTED);
    assertThat(again.status(far + 1)).isEqualTo(TransactionStatus.ABORTED);
    assertThat(again.status(far + 2)).isEqualTo(TransactionStatus.IN_PROGRESS);
    again.forgetBelow(far + 1);
    assertThat(again.firstPage()).isEqualTo(5);
    assertThat(again.status(4)).isEqualTo(TransactionStatus.COMMITTED);
    assertThat(again.status(far + 1)).isEqualTo(TransactionStatus.ABORTED);
    again.forgetBelow(far + 10L * CommitLog.PAGE_SIZE);
    again.set(far + 11L * CommitLog.PAGE_SIZE, TransactionStatus.ABORTED);
    assertThat(again.status(far + 11L * CommitLog.PAGE_SIZE)).isEqualTo(TransactionStatus.ABORTED);
  }

  @Test
  void aClientsIdIsUnderstoodAsTheNewestThatItCanBe() {
    long next = (3L << 32) + 5;
    assertThat(TransactionIds.withEpoch(4, next)).isEqualTo((3L << 32) + 4);
    assertThat(TransactionIds.withEpoch(6, next)).isEqualTo((2L << 32) + 6);
    assertThat(TransactionIds.withoutEpoch((3L << 32) + 4)).isEqualTo(4);
  }

  private void write() {
    Transaction writer = database.begin();
    writer.xid();
    database.commit(writer);
  }
}
