package dev.instar.engine.statement;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.Visibility;
import java.util.List;
import java.util.Optional;

/**
 * What a statement that runs may ask of its session. Used by the session's thread, during the
 * statement; a cursor has one of its own for as long as it is open.
 */
public interface StatementContext {
  EngineServices services();

  /** The OID of the session's database. */
  int database();

  Transaction transaction();

  LockOwner lockOwner();

  /** What this statement sees. Changes with {@link #nextCommand}. */
  Visibility visibility();

  /**
   * What was done so far becomes visible to the rest of the same statement: between the parts of a
   * definition that runs queries of its own, between foreign key actions and what checks them.
   */
  void nextCommand();

  /** The objects of the session's database as this transaction sees them at this moment. */
  Catalog catalog();

  /** Roles and databases. */
  Catalog shared();

  /** Changes {@link #catalog}, for this transaction. */
  CatalogEdits edits();

  /** Changes {@link #shared}, for this transaction. */
  CatalogEdits sharedEdits();

  SessionFunctions functions();

  /** OIDs of the schemas where names without one are looked for, in order. */
  List<Integer> searchPath();

  /** Whether a relation that is made under a name without a schema is temporary: by the path. */
  default boolean createsTemporary() {
    return false;
  }

  /** A relation of {@code pg_catalog} or {@code information_schema}. */
  Optional<SystemRelation> systemRelation(String schema, String name);

  /** The OID of the role whose privileges count. */
  int role();

  /**
   * Locks a relation for the transaction; waits.
   *
   * @throws SqlException 55P03, 40P01, 57014
   */
  void lock(int relation, LockMode mode);

  /**
   * Locks a table, and then its indexes, whichever of them will be read by: none is made anew
   * meanwhile. Those that nobody keeps up are left alone.
   *
   * @throws SqlException as {@link #lock}
   */
  default void lockWithIndexes(int table, LockMode mode) {
    lock(table, mode);
    for (Index index : catalog().indexes(table)) {
      if (index.ready()) {
        lock(index.oid(), mode);
      }
    }
  }

  /**
   * To be called by whatever may take long, every few rows.
   *
   * @throws SqlException 57014 if the statement was cancelled or has run out of time
   */
  void checkInterrupts();

  /** Sends the client a notice or a warning with the statement's answer. */
  void notice(SqlException notice);

  /**
   * Does something when the statement has done all else, before it is answered: checks of foreign
   * keys. What is left to be done may leave more. In order.
   */
  void afterStatement(Runnable work);

  /** Does something at the transaction's end, just before it commits: deferred checks. */
  void beforeCommit(Runnable work);

  /**
   * For a statement that is several transactions.
   *
   * @throws SqlException 25001 if the session is in a transaction block
   */
  default TransactionRunner transactionRunner() {
    throw SqlException.unsupported("a statement of several transactions");
  }

  /**
   * Does something when the transaction is over, however it ended, and what it changed in the
   * catalog is seen by all or forgotten: removing storage that nothing refers to any more.
   */
  void afterEnd(Runnable work);
}
