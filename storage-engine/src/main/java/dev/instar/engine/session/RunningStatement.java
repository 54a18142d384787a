package dev.instar.engine.session;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.statement.TransactionRunner;
import dev.instar.engine.system.SystemRelations;
import dev.instar.engine.txn.Snapshot;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.Visibility;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A statement that runs: what the rooms below may ask of its session. It takes its snapshot when it
 * is first asked what it sees, which is after it has locked what it names. Of the session's thread.
 */
final class RunningStatement implements StatementContext {
  private final Session session;
  private final OpenTransaction open;
  private final Transaction transaction;
  private Visibility visibility;
  private Queue<Runnable> afterwards;
  private boolean holds;

  RunningStatement(Session session) {
    this.session = session;
    this.open = session.block().require();
    this.transaction = open.transaction();
  }

  @Override
  public EngineServices services() {
    return session.services();
  }

  @Override
  public int database() {
    return session.identity().database().oid();
  }

  @Override
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public LockOwner lockOwner() {
    return transaction.owner();
  }

  @Override
  public Visibility visibility() {
    if (visibility == null) {
      session.block().snapshotTaken();
      visibility = transaction.beginStatement();
    }
    return visibility;
  }

  /**
   * A transaction that keeps its snapshot takes it before its first query waits for a lock: as
   * PostgreSQL, whose parse analysis has one.
   */
  void takeLastingSnapshot() {
    if (transaction.isolation().keepsSnapshot()) {
      visibility();
    }
  }

  @Override
  public void nextCommand() {
    Snapshot snapshot = visibility().snapshot();
    transaction.nextCommand();
    visibility = transaction.visibility(snapshot);
  }

  @Override
  public Catalog catalog() {
    return open.edits().catalog();
  }

  @Override
  public Catalog shared() {
    return open.sharedEdits().catalog();
  }

  @Override
  public CatalogEdits edits() {
    return open.edits();
  }

  @Override
  public CatalogEdits sharedEdits() {
    return open.sharedEdits();
  }

  @Override
  public SessionFunctions functions() {
    return session.functions(this);
  }

  @Override
  public List<Integer> searchPath() {
    return session.searchPath(catalog());
  }

  @Override
  public boolean createsTemporary() {
    return session.createsTemporary(catalog());
  }

  @Override
  public Optional<SystemRelation> systemRelation(String schema, String name) {
    return SystemRelations.find(schema, name);
  }

  @Override
  public int role() {
    return session.identity().currentRole().oid();
  }

  @Override
  public void lock(int relation, LockMode mode) {
    LockManager locks = services().locks();
    locks.acquire(transaction.owner(), new LockTag.Relation(database(), relation), mode);
  }

  @Override
  public void checkInterrupts() {
    session.interrupts().check();
  }

  @Override
  public void notice(SqlException notice) {
    session.notice(notice);
  }

  @Override
  public void afterStatement(Runnable work) {
    if (afterwards == null) {
      afterwards = new ArrayDeque<>();
    }
    afterwards.add(work);
  }

  @Override
  public void beforeCommit(Runnable work) {
    open.beforeCommit(work);
  }

  @Override
  public void afterEnd(Runnable work) {
    open.afterEnd(work);
  }

  @Override
  public TransactionRunner transactionRunner() {
    return new SeparateTransactions(session);
  }

  /** Whether its transaction is still the session's. */
  @SuppressWarnings("ReferenceEquality") // the very same transaction
  boolean isOpen() {
    return session.block().open().orElse(null) == open;
  }

  /** The statement has done all else: what it left is done, and its snapshot let go. */
  void finish() {
    if (afterwards != null) {
      for (Runnable work = afterwards.poll(); work != null; work = afterwards.poll()) {
        work.run();
      }
    }
    letGo();
  }

  /** It is read on later: its snapshot stays, while other statements have theirs. */
  void suspend() {
    if (!holds && visibility != null) {
      transaction.hold(visibility.snapshot());
      transaction.endStatement();
      holds = true;
    }
  }

  /** It is not read on. */
  void letGo() {
    if (holds) {
      holds = false;
      transaction.letGo(visibility.snapshot());
    } else if (visibility != null) {
      transaction.endStatement();
    }
  }
}
