package dev.instar.engine.txn;

import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.txn.serializable.Serializability;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/**
 * All transactions of a database: begins and ends them, gives ids, takes snapshots, knows what has
 * become of each, and from where on row versions are still needed. Thread-safe.
 *
 * <p>The snapshot of this moment is always at hand ({@link #current}); it changes only when a
 * transaction with an id ends, so that taking one is reading a field. A new id is never below its
 * xmax and need not be told to it.
 */
public final class Transactions {
  private final LockManager locks;
  private final RowLocks rowLocks;
  private final CommitLog log;
  private final CommitGate gate = new CommitGate();
  private final Serializability serializability = new Serializability();
  private final SubTransactions subTransactions = new SubTransactions();
  private final AtomicLong localIds = new AtomicLong();
  private final Set<Transaction> open = ConcurrentHashMap.newKeySet();
  private final Set<XminHold> holds = ConcurrentHashMap.newKeySet();

  /** Transactions with an id that have not ended. Guarded by this. */
  private final NavigableSet<Long> running = new TreeSet<>();

  /** Guarded by this for writing. */
  private volatile long nextXid;

  /** The highest id that has ended. Guarded by this. */
  private long lastEnded;

  /** Written under this. */
  private volatile Snapshot current;

  /**
   * @param nextXid the first id to give; every id below that the log does not know as committed
   *     counts as rolled back, as after a crash
   */
  public Transactions(LockManager locks, RowLocks rowLocks, CommitLog log, long nextXid) {
    this.locks = locks;
    this.rowLocks = rowLocks;
    this.log = log;
    this.nextXid = nextXid;
    lastEnded = nextXid - 1;
    current = new Snapshot(nextXid, nextXid);
  }

  /** Begins a transaction. The session is in no other. */
  public Transaction begin(LockOwner owner, IsolationLevel isolation, boolean readOnly) {
    var virtualId = new LockTag.VirtualTransaction(owner.pid(), localIds.incrementAndGet());
    Transaction transaction = new Transaction(this, owner, virtualId, isolation, readOnly);
    open.add(transaction);
    locks.begin(owner, virtualId);
    return transaction;
  }

  /**
   * Commits, in this order: serialization is checked, the commit becomes durable, it becomes
   * visible to all at once, locks are let go, those who waited for them go on.
   *
   * @param whenVisible what becomes visible by other means at that moment: the catalog
   * @throws dev.instar.engine.error.SqlException 40001; the transaction then is to be rolled back
   */
  public void commit(Transaction transaction, DurableCommit durable, Runnable whenVisible) {
    requireOpen(transaction);
    transaction.serializable().ifPresent(serializability::beforeCommit);
    long xid = transaction.topXid();
    if (xid != TransactionIds.NONE) {
      durable.write(xid, transaction.subTransactions());
      if (durable.waitsForStandbys()) {
        gate.pass();
      }
      becomeVisible(xid, transaction.subTransactions());
      whenVisible.run();
    }
    transaction.serializable().ifPresent(serializability::committed);
    letGo(transaction);
  }

  /** Rolls back: nothing needs to be written, for what is not committed does not count. */
  public void rollback(Transaction transaction) {
    requireOpen(transaction);
    long xid = transaction.topXid();
    if (xid != TransactionIds.NONE) {
      List<Long> all = new ArrayList<>(transaction.subTransactions());
      all.add(xid);
      ended(all, TransactionStatus.ABORTED, xid);
    }
    transaction.serializable().ifPresent(serializability::aborted);
    letGo(transaction);
  }

  private static void requireOpen(Transaction transaction) {
    if (transaction.ended()) {
      throw new IllegalStateException("the transaction has ended");
    }
  }

  private void becomeVisible(long xid, List<Long> subs) {
    List<Long> all = new ArrayList<>(subs);
    all.add(xid);
    ended(all, TransactionStatus.COMMITTED, xid);
  }

  /** First the log says how they ended, then the snapshot says that they did. */
  private synchronized void ended(List<Long> xids, TransactionStatus status, long top) {
    for (long xid : xids) {
      log.set(xid, status);
      lastEnded = Math.max(lastEnded, xid);
    }
    running.remove(top);
    long xmax = lastEnded + 1;
    long[] inProgress = running.headSet(xmax).stream().mapToLong(Long::longValue).toArray();
    current = new Snapshot(inProgress.length == 0 ? xmax : inProgress[0], xmax, inProgress);
  }

  private void letGo(Transaction transaction) {
    open.remove(transaction);
    transaction.subTransactions().forEach(rowLocks::release);
    rowLocks.release(transaction.topXid());
    transaction.end();
    locks.endTransaction(transaction.owner());
  }

  /**
   * Gives a part of a transaction its id, and with it the lock others wait on.
   *
   * @param level 0 for the transaction itself, 1 for its outermost open subtransaction
   */
  long assignXid(Transaction transaction, int level) {
    long xid;
    synchronized (this) {
      xid = nextXid;
      nextXid = xid + 1;
      if (transaction.topXid() == TransactionIds.NONE) {
        running.add(xid);
      } else {
        subTransactions.add(xid, transaction.topXid());
      }
    }
    locks.hold(transaction.owner(), level, new LockTag.Transaction(xid), LockMode.EXCLUSIVE);
    return xid;
  }

  void rollbackSubtransaction(Transaction transaction, List<Long> xids) {
    if (!xids.isEmpty()) {
      ended(xids, TransactionStatus.ABORTED, TransactionIds.NONE);
      xids.forEach(rowLocks::release);
    }
    locks.rollbackSubtransaction(transaction.owner());
  }

  /**
   * Takes a snapshot such that {@link #horizon} never passes it: it is announced first, and counts
   * if nobody has ended since. (Who computes the horizon reads the current snapshot first and the
   * announcements then: if it misses this one, what it read is no newer.)
   */
  @SuppressWarnings("ReferenceEquality") // the very same: nobody has ended in between
  Snapshot takeSnapshot(SnapshotHold hold) {
    while (true) {
      Snapshot snapshot = current;
      hold.announce(snapshot.xmin());
      if (current == snapshot) {
        return snapshot;
      }
    }
  }

  Visibility visibility(Snapshot snapshot, int command, LongPredicate own) {
    return new Visibility(snapshot, command, own, subTransactions, log);
  }

  /** The snapshot of this moment; {@link #horizon} may pass it. */
  public Snapshot current() {
    return current;
  }

  /** What has become of a (sub)transaction, at this moment. */
  public TransactionStatus status(long xid) {
    // In this order: whose part it was is forgotten when that has ended, and the log is written
    // before the snapshot says so.
    long top = subTransactions.top(xid);
    Snapshot now = current;
    TransactionStatus logged = log.status(xid);
    if (logged == TransactionStatus.ABORTED) {
      return logged;
    }
    if (!now.includes(top)) {
      return TransactionStatus.IN_PROGRESS;
    }
    return logged == TransactionStatus.COMMITTED ? logged : TransactionStatus.ABORTED;
  }

  /** How a row's newest version stands to one that wants to change it. */
  public WriteVerdict verdict(Transaction transaction, VersionStamps version) {
    if (!transaction.isOwn(version.createdBy())) {
      if (status(version.createdBy()) != TransactionStatus.COMMITTED) {
        return WriteVerdict.NOT_THERE;
      }
    } else if (version.createdCommand() >= transaction.command()) {
      return WriteVerdict.NOT_THERE;
    }
    long deletedBy = version.deletedBy();
    if (deletedBy == TransactionIds.NONE) {
      return WriteVerdict.FREE;
    }
    if (transaction.isOwn(deletedBy)) {
      return WriteVerdict.CHANGED_BY_SELF;
    }
    return switch (status(deletedBy)) {
      case ABORTED -> WriteVerdict.FREE;
      case COMMITTED -> WriteVerdict.CHANGED;
      case IN_PROGRESS -> WriteVerdict.BEING_CHANGED;
    };
  }

  /**
   * What vacuum may do with a version.
   *
   * @param horizon from {@link #horizon}, taken before the version was read
   */
  public VersionFate fate(VersionStamps version, long horizon) {
    switch (status(version.createdBy())) {
      case IN_PROGRESS -> {
        return VersionFate.BEING_CREATED;
      }
      case ABORTED -> {
        return VersionFate.DEAD;
      }
      case COMMITTED -> {}
    }
    if (version.deletedBy() == TransactionIds.NONE) {
      return VersionFate.LIVE;
    }
    return switch (status(version.deletedBy())) {
      case ABORTED -> VersionFate.LIVE;
      case IN_PROGRESS -> VersionFate.BEING_DELETED;
      case COMMITTED ->
          version.deletedBy() < horizon ? VersionFate.DEAD : VersionFate.RECENTLY_DEAD;
    };
  }

  /**
   * The lowest id about which a snapshot in use, or one taken later, or a slot may still say "not
   * yet": what was deleted by transactions below it is dead to all. Never goes back.
   */
  public long horizon() {
    long horizon = current.xmin();
    for (Transaction transaction : open) {
      horizon = Math.min(horizon, transaction.snapshots().xmin());
    }
    for (XminHold hold : holds) {
      horizon = Math.min(horizon, hold.xmin());
    }
    subTransactions.forgetBelow(horizon);
    return horizon;
  }

  /** Keeps the horizon from passing a slot's xmin, after a restart, before anything is vacuumed. */
  public XminHold hold(long xmin) {
    XminHold hold = new XminHold(xmin, holds::remove);
    holds.add(hold);
    return hold;
  }

  /** Keeps the horizon from passing the snapshot of this moment. */
  @SuppressWarnings("ReferenceEquality") // the very same: nobody has ended in between
  public XminHold holdCurrent() {
    while (true) {
      Snapshot snapshot = current;
      XminHold hold = hold(snapshot.xmin());
      if (current == snapshot) {
        return hold;
      }
      hold.close();
    }
  }

  /** The ids of the transactions that have one and have not ended, ascending. */
  public synchronized long[] running() {
    return running.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * The transactions, but for the asking session's, that hold a snapshot whose xmin is not above
   * that: who wants what is older than a snapshot to be of no use to anybody waits for their ends.
   */
  public List<LockTag.VirtualTransaction> holdingSnapshots(long xmin, LockOwner except) {
    List<LockTag.VirtualTransaction> found = new ArrayList<>();
    for (Transaction transaction : open) {
      if (transaction.owner() != except && transaction.snapshots().xmin() <= xmin) {
        found.add(transaction.virtualId());
      }
    }
    return found;
  }

  /** The id that will be given next. */
  public long nextXid() {
    return nextXid;
  }

  /** Where tests hold commits back. */
  public CommitGate gate() {
    return gate;
  }

  /** Where SERIALIZABLE transactions report what they read and write. */
  public Serializability serializable() {
    return serializability;
  }

  public CommitLog log() {
    return log;
  }

  LockManager locks() {
    return locks;
  }
}
