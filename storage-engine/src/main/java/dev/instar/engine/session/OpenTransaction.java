package dev.instar.engine.session;

import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.store.TransactionEnd;
import dev.instar.engine.txn.DurableCommit;
import dev.instar.engine.txn.LatestSnapshot;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.wal.Lsn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A transaction of the engine with what it changes in the catalogs and what is to be done when it
 * ends; all of it goes back to a savepoint together. Of its session's thread.
 */
final class OpenTransaction {
  /** What there was at a savepoint. */
  private record Mark(
      String name,
      Map<Integer, Optional<CatalogObject>> edits,
      Map<Integer, Optional<CatalogObject>> sharedEdits,
      SettingLayers settings,
      int beforeCommit) {}

  private final EngineServices services;
  private final Transaction transaction;
  private final CatalogEdits edits;
  private final CatalogEdits sharedEdits;
  private final Deque<Mark> marks = new ArrayDeque<>(2);
  private final List<Runnable> beforeCommit = new ArrayList<>(0);
  private final List<Runnable> afterEnd = new ArrayList<>(0);

  OpenTransaction(EngineServices services, Transaction transaction, int database) {
    this.services = services;
    this.transaction = transaction;
    edits = new CatalogEdits(services.catalogs(), database, transaction, services.locks());
    sharedEdits =
        new CatalogEdits(services.catalogs(), Catalogs.SHARED, transaction, services.locks());
  }

  Transaction transaction() {
    return transaction;
  }

  CatalogEdits edits() {
    return edits;
  }

  CatalogEdits sharedEdits() {
    return sharedEdits;
  }

  void beforeCommit(Runnable work) {
    beforeCommit.add(work);
  }

  void afterEnd(Runnable work) {
    afterEnd.add(work);
  }

  /**
   * Commits, once what was left for this moment is done.
   *
   * @param wait what the commit waits for before anybody sees it
   */
  void commit(CommitWait wait) {
    if (!beforeCommit.isEmpty()) {
      runDeferred();
    }
    services.transactions().commit(transaction, new Written(wait), this::publish);
    ended();
  }

  /** Vacuum leaves the rows that are looked at, as it does while a statement runs. */
  private void runDeferred() {
    LatestSnapshot held = transaction.latest();
    try {
      for (int i = 0; i < beforeCommit.size(); i++) {
        beforeCommit.get(i).run();
      }
    } finally {
      held.close();
    }
  }

  /** A commit in the log. */
  private final class Written implements DurableCommit {
    private final CommitWait wait;

    Written(CommitWait wait) {
      this.wait = wait;
    }

    @Override
    public void write(long xid, List<Long> subTransactions) {
      long[] subs = subTransactions.stream().mapToLong(Long::longValue).toArray();
      byte[] details = services.changelog().commitDetails(transaction.owner().pid());
      Lsn end = services.store().commit(xid, new TransactionEnd(subs, details));
      if (wait != CommitWait.NOTHING) {
        services.store().log().flush(end);
      }
    }

    @Override
    public boolean waitsForStandbys() {
      return wait == CommitWait.STANDBYS;
    }
  }

  private void publish() {
    sharedEdits.publish();
    edits.publish();
  }

  void rollback() {
    long xid = transaction.topXid();
    services.transactions().rollback(transaction);
    if (services.store().isBroken()) {
      // Nothing is written any more, and the next start forgets what is not committed.
      ended();
      return;
    }
    if (xid != TransactionIds.NONE) {
      services.store().abort(xid, new TransactionEnd(new long[0], new byte[0]));
    }
    edits.discard();
    sharedEdits.discard();
    ended();
  }

  private void ended() {
    for (Runnable work : afterEnd) {
      work.run();
    }
  }

  void savepoint(String name, SettingLayers settings) {
    transaction.savepoint(name);
    marks.push(mark(name, settings));
  }

  private Mark mark(String name, SettingLayers settings) {
    return new Mark(
        name, edits.savepoint(), sharedEdits.savepoint(), settings, beforeCommit.size());
  }

  /** How many savepoints are open. */
  int depth() {
    return marks.size();
  }

  /** What was done since the newest savepoint of that name is undone; returns its settings. */
  SettingLayers rollbackTo(String name) {
    transaction.rollbackTo(name);
    Mark mark = popTo(name);
    marks.push(mark);
    restore(mark);
    return mark.settings();
  }

  /** What was done since the innermost savepoint is undone; there is one. */
  SettingLayers rollbackToInnermost() {
    return rollbackTo(marks.element().name());
  }

  private void restore(Mark mark) {
    edits.rollbackTo(mark.edits());
    sharedEdits.rollbackTo(mark.sharedEdits());
    beforeCommit.subList(mark.beforeCommit(), beforeCommit.size()).clear();
  }

  void release(String name) {
    transaction.release(name);
    popTo(name);
  }

  private Mark popTo(String name) {
    Mark mark = marks.pop();
    while (!mark.name().equals(name)) {
      mark = marks.pop();
    }
    return mark;
  }
}
