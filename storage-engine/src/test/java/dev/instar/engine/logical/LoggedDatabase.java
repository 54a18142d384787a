package dev.instar.engine.logical;

import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.changelog.CommitDetails;
import dev.instar.engine.disk.Disk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTime;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.lock.WaitControl;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.Store;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.store.StoreOptions;
import dev.instar.engine.store.TransactionEnd;
import dev.instar.engine.store.VacuumRules;
import dev.instar.engine.txn.CommitLog;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.txn.VersionFate;
import dev.instar.engine.wal.LogOptions;
import dev.instar.engine.wal.Lsn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine without sessions: store, transactions, catalog and changelog, on a given disk. */
final class LoggedDatabase implements AutoCloseable {
  static final int DATABASE = 5;

  /** Segments, checkpoints and buffers small enough that a short workload has many. */
  private static final StoreOptions SMALL =
      new StoreOptions(new LogOptions(8000, 1000, 2000), 1 << 20, 40_000, 60_000, 1 << 20, false);

  final Store store;
  final LockManager locks = new LockManager(LockTime.SYSTEM);
  final Transactions transactions;
  final Catalogs catalogs;
  final LogicalChangelog changelog;
  private final RowLocks rowLocks = new RowLocks(locks);
  private final AtomicInteger pids = new AtomicInteger();

  LoggedDatabase(Disk disk) {
    store = Store.open(disk, SMALL);
    CommitLog log = new CommitLog(TransactionIds.FIRST);
    store.endings(log::set);
    transactions =
        new Transactions(
            locks, rowLocks, log, Math.max(store.nextTransaction(), TransactionIds.FIRST));
    changelog = LogicalChangelog.open(disk, store, locks, transactions, 20);
    catalogs = new Catalogs(store, transactions);
  }

  LockOwner newOwner() {
    return new LockOwner(
        pids.incrementAndGet(),
        new WaitControl() {
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
        });
  }

  /** A transaction, and what it changes in the catalog. */
  final class Work {
    final Transaction transaction =
        transactions.begin(newOwner(), IsolationLevel.READ_COMMITTED, false);
    final CatalogEdits edits = new CatalogEdits(catalogs, DATABASE, transaction, locks);

    /** A new table without columns: its rows are bytes here. */
    Table table(String name) {
      int oid = catalogs.newOid();
      Table table =
          new Table(
              oid,
              2200,
              name,
              10,
              Table.Persistence.PERMANENT,
              catalogs.newOid(),
              catalogs.newOid(),
              List.of(),
              Table.ReplicaIdentity.DEFAULT,
              Map.of(),
              List.of());
      put(table);
      return table;
    }

    void put(CatalogObject object) {
      transaction.nextCommand();
      edits.put(object);
    }

    void insert(Table table, String text) {
      insert(table.storage(), text);
    }

    void insert(long storage, String text) {
      long row = store.table(storage).newRowId();
      byte[] payload = text.getBytes(StandardCharsets.UTF_8);
      store.apply(
          transaction.xid(),
          List.of(new StoreChange.RowInserted(storage, row, transaction.command(), payload)));
    }

    void commit() {
      transactions.commit(
          transaction,
          (xid, subs) -> {
            byte[] details = CommitDetails.now(0).encode();
            long[] list = subs.stream().mapToLong(Long::longValue).toArray();
            Lsn at = store.commit(xid, new TransactionEnd(list, details));
            store.log().flush(at);
          },
          edits::publish);
    }

    /** A rollback leaves a record or not: the decoder must get along with both. */
    void rollback(boolean logged) {
      long xid = transaction.topXid();
      transactions.rollback(transaction);
      if (logged && xid != TransactionIds.NONE) {
        store.abort(xid, new TransactionEnd(new long[0], new byte[0]));
      }
      edits.discard();
    }
  }

  /** Removes dead versions of catalog objects, as far as nobody holds them. */
  long vacuumCatalog() {
    long horizon = transactions.horizon();
    return store.vacuum(
        DATABASE,
        new VacuumRules() {
          @Override
          public boolean isDead(RowVersion version) {
            return transactions.fate(version, horizon) == VersionFate.DEAD;
          }

          @Override
          public List<IndexKey> keys(byte[] payload) {
            return List.of();
          }
        });
  }

  /** Makes a slot; nobody may be in a transaction that has an id. */
  Slot slot(String name) {
    new SlotCommands(changelog)
        .create(name, "pgoutput", false, DATABASE, newOwner(), snapshot -> {});
    return changelog.slotTable().find(name).orElseThrow();
  }

  @Override
  public void close() {
    changelog.close();
    store.close();
  }
}
