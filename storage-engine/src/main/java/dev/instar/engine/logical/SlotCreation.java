package dev.instar.engine.logical;

import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockScope;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.store.ChangeCodec;
import dev.instar.engine.store.Store;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.store.TransactionEnd;
import dev.instar.engine.txn.Snapshot;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.txn.XminHold;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.LogEntry;
import dev.instar.engine.wal.LogReader;
import dev.instar.engine.wal.LogRecord;
import dev.instar.engine.wal.Lsn;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds a position from which on everything can be decoded: for a new slot.
 *
 * <pre>
 *   log     ──── L ─────────────────────────── C ────────▶
 *   old     ─────────────── c                                running at L: waited for
 *   new           ─────────────────────────────────── c      began after L: whole in the log from L
 * </pre>
 *
 * <p>The log is held from L on. Who ran then may have records before L, so their ends are waited
 * for. C is the log's end after that: whoever commits behind it began after L. Reading will begin
 * at L, and tell what commits at C or later.
 */
final class SlotCreation {
  private static final AtomicLong COUNT = new AtomicLong();

  private final Store store;
  private final Transactions transactions;
  private final LockManager locks;

  SlotCreation(Store store, Transactions transactions, LockManager locks) {
    this.store = store;
    this.transactions = transactions;
    this.locks = locks;
  }

  /** Uses a position, and the snapshot of it, while everything that they need is held. */
  interface Use<T> {
    T with(SlotPosition position, Snapshot snapshot);
  }

  /**
   * What the log says between two positions.
   *
   * @param changers who changed the catalog and committed
   * @param commits transactions that committed
   */
  private record Between(TreeSet<Long> changers, TreeSet<Long> commits) {}

  /**
   * Waits for the transactions that are running, in all databases, as far as they have an id.
   *
   * @param owner the session that waits: its statement_timeout and cancel requests end it
   * @throws dev.instar.engine.error.SqlException what ends the waiting
   */
  <T> T create(int database, LockOwner owner, Use<T> use) {
    Log log = store.log();
    String holder = "new slot " + COUNT.incrementAndGet();
    log.hold(holder, log.end());
    XminHold hold = transactions.holdCurrent();
    try {
      Lsn restart = log.end();
      for (long xid : transactions.running()) {
        awaitEnd(xid, owner);
      }
      Snapshot before = transactions.current();
      Lsn consistent = log.end();
      log.flush();
      Between between = between(database, restart, consistent);
      long[] changers =
          between.changers().tailSet(before.xmin()).stream().mapToLong(Long::longValue).toArray();
      CatalogPoint point = new CatalogPoint(consistent, before.xmin(), changers);
      Snapshot snapshot = snapshot(before, between.commits(), owner);
      return use.with(new SlotPosition(restart, consistent, point), snapshot);
    } finally {
      hold.close();
      log.release(holder);
    }
  }

  private void awaitEnd(long xid, LockOwner owner) {
    LockTag tag = new LockTag.Transaction(xid);
    locks.acquire(owner, tag, LockMode.SHARE, LockScope.SESSION);
    locks.release(owner, tag, LockMode.SHARE, LockScope.SESSION);
  }

  /**
   * The snapshot that sees exactly what committed before the position. A commit that is in the log
   * and not visible yet is waited for: until then a snapshot that includes it would change.
   *
   * @param before taken before the position, and after all that ended before the restart position
   */
  private Snapshot snapshot(Snapshot before, SortedSet<Long> commits, LockOwner owner) {
    long xmax = before.xmax();
    for (long xid : commits) {
      if (!transactions.current().includes(xid)) {
        awaitEnd(xid, owner);
      }
      xmax = Math.max(xmax, xid + 1);
    }
    TreeSet<Long> running = new TreeSet<>();
    for (long xid : before.inProgress()) {
      running.add(xid);
    }
    for (long xid = before.xmax(); xid < xmax; xid++) {
      running.add(xid);
    }
    running.removeAll(commits);
    long[] list = running.stream().mapToLong(Long::longValue).toArray();
    return new Snapshot(list.length == 0 ? xmax : list[0], xmax, list);
  }

  private Between between(int database, Lsn from, Lsn to) {
    Set<Long> changed = new HashSet<>();
    TreeSet<Long> commits = new TreeSet<>();
    TreeSet<Long> changers = new TreeSet<>();
    try (LogReader reader = store.log().read(from)) {
      while (true) {
        Optional<LogEntry> next = reader.next();
        if (next.isEmpty() || next.get().position().compareTo(to) >= 0) {
          break;
        }
        LogRecord record = next.get().record();
        if (record.type() == Store.CHANGES && changesCatalog(record, database)) {
          changed.add(record.transaction());
        } else if (record.type() == Store.COMMIT) {
          commits.add(record.transaction());
          changers.add(record.transaction());
          for (long sub : TransactionEnd.decode(record.payload()).subtransactions()) {
            changers.add(sub);
          }
        }
      }
    }
    changers.retainAll(changed);
    return new Between(changers, commits);
  }

  private static boolean changesCatalog(LogRecord record, int database) {
    for (StoreChange change : ChangeCodec.decode(record.payload())) {
      long table =
          switch (change) {
            case StoreChange.RowInserted inserted -> inserted.table();
            case StoreChange.RowUpdated updated -> updated.table();
            case StoreChange.RowDeleted deleted -> deleted.table();
            case StoreChange.IndexAdded added -> -1;
            case StoreChange.IndexRemoved removed -> -1;
            case StoreChange.TableDropped dropped -> -1;
            case StoreChange.IndexDropped dropped -> -1;
          };
      if (table == database) {
        return true;
      }
    }
    return false;
  }
}
