package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.txn.IsolationLevel;

/**
 * A transaction's modes: how it is isolated, whether it only reads, whether it may be deferred; and
 * what of that may still be changed. Of its session's thread.
 */
final class CurrentModes {
  /** As SHOW prints it: READ UNCOMMITTED is READ COMMITTED by another name. */
  private String isolation;

  private boolean readOnly;
  private boolean deferrable;
  private boolean hasSnapshot;

  /** What the next transaction of a chain takes over. */
  record Kept(String isolation, boolean readOnly) {}

  /** A transaction begins: what is not said is as the session has it. */
  void begin(SessionValues values) {
    isolation = values.defaultIsolation();
    readOnly = values.defaultReadOnly();
    deferrable = values.defaultDeferrable();
    hasSnapshot = false;
  }

  Kept kept() {
    return new Kept(isolation, readOnly);
  }

  void restore(Kept kept) {
    isolation = kept.isolation();
    readOnly = kept.readOnly();
  }

  /** The modes are fixed from here. */
  void snapshotTaken() {
    hasSnapshot = true;
  }

  boolean hasSnapshot() {
    return hasSnapshot;
  }

  String isolation() {
    return isolation;
  }

  IsolationLevel level() {
    return SessionValues.isolation(isolation);
  }

  /**
   * @param depth how many savepoints are open
   * @throws SqlException 25001 after a query, or behind a savepoint
   */
  void isolate(String level, int depth) {
    if (hasSnapshot) {
      throw new SqlException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "SET TRANSACTION ISOLATION LEVEL must be called before any query");
    }
    if (depth > 0) {
      throw new SqlException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "SET TRANSACTION ISOLATION LEVEL must not be called in a subtransaction");
    }
    isolation = level;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /**
   * @throws SqlException 25001 for a transaction that has read, and shall write
   */
  void readOnly(boolean only) {
    if (readOnly && !only && hasSnapshot) {
      throw new SqlException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "transaction read-write mode must be set before any query");
    }
    readOnly = only;
  }

  boolean isDeferrable() {
    return deferrable;
  }

  /**
   * @throws SqlException 25001 after a query
   */
  void deferrable(boolean may) {
    if (hasSnapshot) {
      throw new SqlException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "SET TRANSACTION [NOT] DEFERRABLE must be called before any query");
    }
    deferrable = may;
  }

  /**
   * @throws SqlException 25001 after a query, 0A000 at a level that does not keep another's
   *     snapshot
   */
  void requireImport() {
    if (hasSnapshot) {
      throw new SqlException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "SET TRANSACTION SNAPSHOT must be called before any query");
    }
    if (level() == IsolationLevel.READ_COMMITTED) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "a snapshot-importing transaction must have isolation level SERIALIZABLE or REPEATABLE"
              + " READ");
    }
    if (level() == IsolationLevel.SERIALIZABLE) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "a serializable transaction cannot import a snapshot from a non-serializable"
              + " transaction");
    }
  }
}
