package dev.instar.engine.catalog;

import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one transaction changes in one catalog. Its own session sees the changes at once, in {@link
 * #catalog}; all others when {@link #publish} is called, in the moment in which the transaction
 * becomes visible. Of one thread.
 *
 * <p>Who changes an object has it locked: the relation itself, or its name ({@link #lockName}).
 */
public final class CatalogEdits {
  private final Catalogs catalogs;
  private final int database;
  private final Transaction transaction;
  private final LockManager locks;
  private Map<Integer, Optional<CatalogObject>> changes = Map.of();

  /** What the changed objects have and had their content in, whatever became of the changes. */
  private final Set<Storage> touched = new HashSet<>();

  private Catalog base;
  private Catalog current;

  /**
   * @param database its OID, or {@link Catalogs#SHARED}
   */
  public CatalogEdits(Catalogs catalogs, int database, Transaction transaction, LockManager locks) {
    this.catalogs = catalogs;
    this.database = database;
    this.transaction = transaction;
    this.locks = locks;
  }

  /** What is committed, with this transaction's changes. The same object until either changes. */
  @SuppressWarnings("ReferenceEquality") // the very same: nothing was committed in between
  public Catalog catalog() {
    Catalog committed = catalogs.database(database);
    if (changes.isEmpty()) {
      return committed;
    }
    if (base != committed) {
      base = committed;
      current = committed.withOwn(changes);
    }
    return current;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** A number for a new object. */
  public int newOid() {
    return catalogs.newOid();
  }

  /** Adds an object, or puts it in the place of the one with its OID. */
  public void put(CatalogObject object) {
    long row = Integer.toUnsignedLong(object.oid());
    long xid = transaction.xid();
    byte[] payload = CatalogCodec.encode(object);
    StoreChange change =
        base(row)
            .<StoreChange>map(
                version ->
                    new StoreChange.RowUpdated(
                        database,
                        row,
                        version.number(),
                        transaction.command(),
                        payload,
                        version.payload()))
            .orElseGet(
                () -> new StoreChange.RowInserted(database, row, transaction.command(), payload));
    catalogs.store().apply(xid, List.of(change));
    change(object.oid(), Optional.of(object));
  }

  /** Removes an object. */
  public void remove(CatalogObject object) {
    long row = Integer.toUnsignedLong(object.oid());
    long xid = transaction.xid();
    base(row)
        .ifPresent(
            version ->
                catalogs
                    .store()
                    .apply(
                        xid,
                        List.of(
                            new StoreChange.RowDeleted(
                                database,
                                row,
                                version.number(),
                                transaction.command(),
                                version.payload()))));
    change(object.oid(), Optional.empty());
  }

  private void change(int oid, Optional<CatalogObject> object) {
    catalog().find(oid).flatMap(Storage::of).ifPresent(touched::add);
    object.flatMap(Storage::of).ifPresent(touched::add);
    Map<Integer, Optional<CatalogObject>> more = new HashMap<>(changes);
    more.put(oid, object);
    changes = Map.copyOf(more);
    base = catalogs.database(database);
    current = base.withOwn(changes);
  }

  /** The version that is replaced: the newest that was not rolled back and is not deleted. */
  private Optional<RowVersion> base(long row) {
    VersionedTable table = catalogs.store().table(database);
    for (RowVersion version : table.versions(row)) {
      if (counts(version.createdBy())) {
        return version.deletedBy() != 0 && counts(version.deletedBy())
            ? Optional.empty()
            : Optional.of(version);
      }
    }
    return Optional.empty();
  }

  private boolean counts(long xid) {
    return transaction.isOwn(xid)
        || catalogs.transactions().status(xid) == TransactionStatus.COMMITTED;
  }

  /**
   * Keeps others from taking a name until the transaction ends; whoever has waited looks whether it
   * is taken now.
   *
   * @param space what the name is unique in: a schema's OID and the OID of PostgreSQL's catalog
   */
  public void lockName(int schema, int space, String name) {
    locks.acquire(
        transaction.owner(),
        new LockTag.CatalogObject(database, space, name.hashCode(), schema),
        LockMode.EXCLUSIVE);
  }

  /**
   * Keeps others from changing an object until the transaction ends; whoever has waited looks at it
   * again. For objects that are no relations, and for changes of a relation that lock no level of
   * it: what two transactions change at once would be lost for one of them.
   */
  public void lockObject(int oid) {
    locks.acquire(
        transaction.owner(), new LockTag.CatalogObject(database, 0, oid, 0), LockMode.EXCLUSIVE);
  }

  /** What there is to go back to; see {@link #rollbackTo}. */
  public Map<Integer, Optional<CatalogObject>> savepoint() {
    return changes;
  }

  /** Forgets what was changed since a savepoint. */
  public void rollbackTo(Map<Integer, Optional<CatalogObject>> savepoint) {
    changes = savepoint;
    base = catalogs.database(database);
    current = base.withOwn(changes);
  }

  /** The changes by OID, as they stand. */
  public Map<Integer, Optional<CatalogObject>> changes() {
    return changes;
  }

  /**
   * The transaction becomes visible. Trees that no object has any more are dropped; those who could
   * read them are kept out by the locks that the transaction still holds.
   */
  public void publish() {
    if (!changes.isEmpty()) {
      catalogs.publish(database, changes);
    }
    dropUnused();
  }

  /** The transaction was rolled back: what it had filled for new objects goes. */
  public void discard() {
    dropUnused();
  }

  /** A crash may come before it: {@link Catalogs} looks again when it starts. */
  private void dropUnused() {
    if (!touched.isEmpty()) {
      catalogs.dropUnused(database, touched);
      touched.clear();
    }
  }
}
