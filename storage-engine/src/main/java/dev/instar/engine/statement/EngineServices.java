package dev.instar.engine.statement;

import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.Sequences;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.store.Store;
import dev.instar.engine.txn.Transactions;

/** What all sessions of all databases share. Each part is thread-safe. */
public record EngineServices(
    Store store,
    LockManager locks,
    RowLocks rowLocks,
    Transactions transactions,
    Catalogs catalogs,
    Sequences sequences,
    Activity activity,
    Changelog changelog) {
  /** An engine without slots. */
  public EngineServices(
      Store store,
      LockManager locks,
      RowLocks rowLocks,
      Transactions transactions,
      Catalogs catalogs,
      Sequences sequences,
      Activity activity) {
    this(store, locks, rowLocks, transactions, catalogs, sequences, activity, Changelog.NONE);
  }
}
