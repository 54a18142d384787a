package dev.instar.engine.vacuum;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.Visibility;
import dev.instar.engine.type.TextFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a thread of the engine's own runs in, in one database: it sees what is committed, changes
 * nothing, and talks to nobody. Of one thread.
 *
 * @param interrupts throws if the work is to end
 */
record BackgroundStatement(
    EngineServices services, int database, Transaction transaction, Runnable interrupts)
    implements StatementContext {
  /** The role that owns what nobody else does. */
  private static final int BOOTSTRAP_ROLE = 10;

  @Override
  public LockOwner lockOwner() {
    return transaction.owner();
  }

  @Override
  public Visibility visibility() {
    return transaction.visibility(services.transactions().current());
  }

  @Override
  public void nextCommand() {
    transaction.nextCommand();
  }

  @Override
  public Catalog catalog() {
    return services.catalogs().database(database);
  }

  @Override
  public Catalog shared() {
    return services.catalogs().shared();
  }

  @Override
  public CatalogEdits edits() {
    throw SqlException.unsupported("a definition in the background");
  }

  @Override
  public CatalogEdits sharedEdits() {
    return edits();
  }

  @Override
  public SessionFunctions functions() {
    return () -> TextFormat.DEFAULT;
  }

  @Override
  public List<Integer> searchPath() {
    return List.of();
  }

  @Override
  public Optional<SystemRelation> systemRelation(String schema, String name) {
    return Optional.empty();
  }

  @Override
  public int role() {
    return BOOTSTRAP_ROLE;
  }

  @Override
  public void lock(int relation, LockMode mode) {
    services.locks().acquire(lockOwner(), new LockTag.Relation(database, relation), mode);
  }

  @Override
  public void checkInterrupts() {
    interrupts.run();
  }

  @Override
  public void notice(SqlException notice) {
    // Nobody listens.
  }

  @Override
  public void afterStatement(Runnable work) {
    work.run();
  }

  @Override
  public void beforeCommit(Runnable work) {
    work.run();
  }

  @Override
  public void afterEnd(Runnable work) {
    work.run();
  }
}
