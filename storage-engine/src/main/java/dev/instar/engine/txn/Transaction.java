package dev.instar.engine.txn;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.txn.serializable.SerializableTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One transaction: its ids, its savepoints, its snapshots, and how many commands it has run. Used
 * by its session's thread; {@link Transactions} makes it and ends it.
 */
public final class Transaction {
  private final Transactions transactions;
  private final LockOwner owner;
  private final LockTag.VirtualTransaction virtualId;
  private IsolationLevel isolation;
  private boolean readOnly;
  private final List<Subtransaction> parts = new ArrayList<>(List.of(new Subtransaction("")));

  /** Ids of subtransactions that were not rolled back. */
  private final Set<Long> ownSubs = new HashSet<>();

  /** By table. */
  private final Map<Integer, Integer> scans = new HashMap<>();

  private final SnapshotHold snapshots = new SnapshotHold();
  private Snapshot snapshot;
  private SerializableTransaction serializable;
  private int command;
  private boolean ended;

  Transaction(
      Transactions transactions,
      LockOwner owner,
      LockTag.VirtualTransaction virtualId,
      IsolationLevel isolation,
      boolean readOnly) {
    this.transactions = transactions;
    this.owner = owner;
    this.virtualId = virtualId;
    this.isolation = isolation;
    this.readOnly = readOnly;
  }

  public LockOwner owner() {
    return owner;
  }

  /** What it is known by while it has no id; it holds EXCLUSIVE on it until it ends. */
  public LockTag.VirtualTransaction virtualId() {
    return virtualId;
  }

  public IsolationLevel isolation() {
    return isolation;
  }

  /** SET TRANSACTION: before its first snapshot. */
  public void modes(IsolationLevel level, boolean only) {
    if (snapshot != null || serializable != null) {
      throw new IllegalStateException("the transaction has a snapshot");
    }
    isolation = level;
    readOnly = only;
  }

  public boolean readOnly() {
    return readOnly;
  }

  /** The transaction's own id; {@link TransactionIds#NONE} until it writes. */
  public long topXid() {
    return parts.getFirst().xid;
  }

  /**
   * The id that the current part of the transaction writes with; given at the first call, to those
   * around it first.
   */
  public long xid() {
    for (int level = 0; level < parts.size(); level++) {
      Subtransaction part = parts.get(level);
      if (part.xid == TransactionIds.NONE) {
        part.xid = transactions.assignXid(this, level);
        if (level > 0) {
          ownSubs.add(part.xid);
        }
      }
    }
    return parts.getLast().xid;
  }

  /** Whether what has that id was done by this transaction, and not rolled back. */
  public boolean isOwn(long xid) {
    return xid != TransactionIds.NONE
        && (xid == topXid() || (!ownSubs.isEmpty() && ownSubs.contains(xid)));
  }

  /** It has gone over all of a table. */
  public void scanned(int table) {
    scans.merge(table, 1, Integer::sum);
  }

  /** How often it has gone over all of a table. */
  public int scans(int table) {
    return scans.getOrDefault(table, 0);
  }

  /** The command that runs, from 0. */
  public int command() {
    return command;
  }

  /** What was done so far is visible to what is done from here on. */
  public void nextCommand() {
    command++;
  }

  /**
   * A statement begins.
   *
   * @return what it sees: by isolation level a snapshot of its own, or the transaction's
   */
  public Visibility beginStatement() {
    nextCommand();
    if (snapshot == null || !isolation.keepsSnapshot()) {
      dropSnapshot();
      if (isolation == IsolationLevel.SERIALIZABLE) {
        serializable = transactions.serializable().begin(readOnly);
      }
      snapshot = transactions.takeSnapshot(snapshots);
      snapshots.add(snapshot);
    }
    return visibility(snapshot);
  }

  /**
   * Reads with a snapshot that somebody else holds at this moment, from the first statement on; at
   * a level that keeps its snapshot.
   */
  public void useSnapshot(Snapshot imported) {
    if (snapshot != null || !isolation.keepsSnapshot()) {
      throw new IllegalStateException("the transaction has a snapshot of its own");
    }
    snapshot = imported;
    snapshots.add(imported);
  }

  /** A statement has ended: between statements READ COMMITTED holds no snapshot. */
  public void endStatement() {
    if (!isolation.keepsSnapshot()) {
      dropSnapshot();
    }
  }

  private void dropSnapshot() {
    if (snapshot != null) {
      snapshots.remove(snapshot);
      snapshot = null;
    }
  }

  /** What the current command sees with a snapshot, such as one that a cursor keeps. */
  public Visibility visibility(Snapshot with) {
    return transactions.visibility(with, command, this::isOwn);
  }

  /** What is there at this moment; the snapshot of the statement stays as it is. */
  public LatestSnapshot latest() {
    Snapshot latest = transactions.takeSnapshot(snapshots);
    snapshots.add(latest);
    return new LatestSnapshot(
        this, transactions.visibility(latest, Integer.MAX_VALUE, this::isOwn));
  }

  /** Keeps a snapshot alive beyond its statement, for a cursor; {@link #letGo} ends that. */
  public void hold(Snapshot held) {
    snapshots.add(held);
  }

  public void letGo(Snapshot held) {
    snapshots.remove(held);
  }

  /** Its record among serializable transactions, from its first snapshot on. */
  public Optional<SerializableTransaction> serializable() {
    return Optional.ofNullable(serializable);
  }

  /** SAVEPOINT. The same name may be used again; it then hides the older one. */
  public void savepoint(String name) {
    transactions.locks().beginSubtransaction(owner);
    parts.add(new Subtransaction(name));
  }

  /**
   * ROLLBACK TO SAVEPOINT: undoes what was done since; the savepoint stays.
   *
   * @throws SqlException 3B001
   */
  public void rollbackTo(String name) {
    int level = find(name);
    while (parts.size() > level) {
      Subtransaction undone = parts.removeLast();
      undone.xids().forEach(ownSubs::remove);
      transactions.rollbackSubtransaction(this, undone.xids());
    }
    savepoint(name);
  }

  /**
   * RELEASE SAVEPOINT: what was done since becomes part of what is around it.
   *
   * @throws SqlException 3B001
   */
  public void release(String name) {
    int level = find(name);
    while (parts.size() > level) {
      List<Long> released = parts.removeLast().xids();
      parts.getLast().merged.addAll(released);
      transactions.locks().commitSubtransaction(owner);
    }
  }

  private int find(String name) {
    for (int level = parts.size() - 1; level > 0; level--) {
      if (parts.get(level).name.equals(name)) {
        return level;
      }
    }
    throw new SqlException(
        SqlState.INVALID_SAVEPOINT_SPECIFICATION, "savepoint \"" + name + "\" does not exist");
  }

  /** How many savepoints are open. */
  public int depth() {
    return parts.size() - 1;
  }

  /** All its subtransactions that were not rolled back, ascending. */
  List<Long> subTransactions() {
    return ownSubs.stream().sorted().toList();
  }

  /**
   * The oldest transaction that its snapshots see as running; NONE where it holds none. Any thread.
   */
  public long xmin() {
    long xmin = snapshots.xmin();
    return xmin == Long.MAX_VALUE ? TransactionIds.NONE : xmin;
  }

  SnapshotHold snapshots() {
    return snapshots;
  }

  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
    snapshots.clear();
    snapshot = null;
  }
}
