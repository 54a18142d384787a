package dev.instar.engine.catalog;

import dev.instar.engine.store.RowCursor;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.Store;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.txn.Transactions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The committed catalogs: one for each database, and the shared one. Thread-safe. A reader gets
 * what is committed at this moment; {@link CatalogEdits} puts something else there when it commits.
 */
public final class Catalogs {
  /** The number of the shared catalog, and of its table in the store. */
  public static final int SHARED = 1;

  /** The table in the store where {@link Sequences} keeps values. */
  static final int SEQUENCE_VALUES = 2;

  /** Below every transaction that there is: committed for everybody, at once. */
  static final long ALWAYS_COMMITTED = 2;

  /** The first OID of what users make; below it is what a database has from the beginning. */
  public static final int FIRST_OID = 16384;

  private final Store store;
  private final Transactions transactions;
  private final Map<Integer, Catalog> committed = new ConcurrentHashMap<>();
  private final AtomicInteger nextOid = new AtomicInteger(FIRST_OID);

  /** Reads the shared catalog and those of all databases. */
  public Catalogs(Store store, Transactions transactions) {
    this.store = store;
    this.transactions = transactions;
    load(SHARED);
    shared().all(DatabaseEntry.class).forEach(database -> load(database.oid()));
    dropForgotten();
  }

  /** What a crash has kept a transaction from dropping. Numbers below the first OID are fixed. */
  private void dropForgotten() {
    Set<Storage> used = new HashSet<>();
    for (int database : committed.keySet()) {
      used.add(new Storage.Rows(database));
      used.addAll(storages(database));
    }
    List<StoreChange> drops = new ArrayList<>();
    store.tableNumbers().stream()
        .filter(number -> number >= FIRST_OID && !used.contains(new Storage.Rows(number)))
        .forEach(number -> drops.add(new StoreChange.TableDropped(number)));
    store.indexNumbers().stream()
        .filter(number -> number >= FIRST_OID && !used.contains(new Storage.Entries(number)))
        .forEach(number -> drops.add(new StoreChange.IndexDropped(number)));
    if (!drops.isEmpty()) {
      store.apply(ALWAYS_COMMITTED, drops);
    }
  }

  private void load(int database) {
    committed.put(database, read(database));
  }

  private Catalog read(int database) {
    VersionedTable table = store.table(database);
    List<CatalogObject> objects = new ArrayList<>();
    try (RowCursor cursor = table.scan(Long.MIN_VALUE)) {
      while (cursor.next()) {
        long row = cursor.row();
        seen(row);
        newestCommitted(table, row)
            .ifPresent(version -> objects.add(CatalogCodec.decode(version.payload())));
      }
    }
    for (CatalogObject object : objects) {
      switch (object) {
        case Table found -> {
          seen(found.storage());
          seen(Integer.toUnsignedLong(found.rowType()));
        }
        case Index found -> seen(found.storage());
        case Sequence found -> seen(found.storage());
        case View found -> seen(Integer.toUnsignedLong(found.rowType()));
        case UserEnum found -> {
          seen(Integer.toUnsignedLong(found.arrayOid()));
          found.labels().forEach(label -> seen(label.oid()));
        }
        default -> {}
      }
    }
    return Catalog.of(objects);
  }

  private Optional<RowVersion> newestCommitted(VersionedTable table, long row) {
    for (RowVersion version : table.versions(row)) {
      if (transactions.status(version.createdBy()) == TransactionStatus.COMMITTED) {
        boolean deleted =
            version.deletedBy() != 0
                && transactions.status(version.deletedBy()) == TransactionStatus.COMMITTED;
        return deleted ? Optional.empty() : Optional.of(version);
      }
    }
    return Optional.empty();
  }

  private void seen(long oid) {
    nextOid.accumulateAndGet((int) oid + 1, (a, b) -> Integer.compareUnsigned(a, b) >= 0 ? a : b);
  }

  /** What all databases share. */
  public Catalog shared() {
    return committed.get(SHARED);
  }

  /** A database's objects, read if it is new; of one that is not there, none. */
  public Catalog database(int oid) {
    Catalog known = committed.get(oid);
    return known != null ? known : committed.computeIfAbsent(oid, this::read);
  }

  /** A number that no object, storage or label has had, in any database. */
  public int newOid() {
    return nextOid.getAndIncrement();
  }

  /** A change of a catalog that is committed becomes visible. */
  synchronized void publish(int database, Map<Integer, Optional<CatalogObject>> changes) {
    committed.put(database, database(database).with(changes));
  }

  /** Drops those trees that no object of the database has; if it cannot, the next start does. */
  void dropUnused(int database, Set<Storage> trees) {
    Set<Storage> used = storages(database);
    List<StoreChange> drops =
        trees.stream().filter(tree -> !used.contains(tree)).map(Storage::drop).toList();
    if (!drops.isEmpty() && !store.isBroken()) {
      store.apply(ALWAYS_COMMITTED, drops);
    }
  }

  private Set<Storage> storages(int database) {
    Set<Storage> used = new HashSet<>();
    for (CatalogObject object : database(database).objects()) {
      Storage.of(object).ifPresent(used::add);
    }
    return used;
  }

  /** A database is gone, with all that it had in the store. */
  public void forget(int database) {
    List<StoreChange> drops = new ArrayList<>();
    storages(database).forEach(tree -> drops.add(tree.drop()));
    drops.add(new StoreChange.TableDropped(database));
    committed.remove(database);
    store.apply(ALWAYS_COMMITTED, drops);
  }

  Store store() {
    return store;
  }

  Transactions transactions() {
    return transactions;
  }
}
