package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.Visibility;
import java.util.List;
import java.util.Optional;

/**
 * What a row filter is understood and evaluated in: the catalog of its time, and no transaction. A
 * row filter may call immutable functions only, so that it asks for nothing else.
 */
record HistoricContext(
    EngineServices services,
    int database,
    int role,
    Catalog catalog,
    SessionFunctions functions,
    LockOwner lockOwner)
    implements StatementContext {

  private static SqlException nothing(String what) {
    return new SqlException(SqlState.INTERNAL_ERROR, "a row filter has no " + what);
  }

  @Override
  public Transaction transaction() {
    throw nothing("transaction");
  }

  @Override
  public Visibility visibility() {
    throw nothing("snapshot");
  }

  @Override
  public void nextCommand() {}

  @Override
  public Catalog shared() {
    return services.catalogs().shared();
  }

  @Override
  public CatalogEdits edits() {
    throw nothing("transaction");
  }

  @Override
  public CatalogEdits sharedEdits() {
    throw nothing("transaction");
  }

  @Override
  public List<Integer> searchPath() {
    return List.of();
  }

  @Override
  public Optional<SystemRelation> systemRelation(String schema, String name) {
    return Optional.empty();
  }

  /** What was is not locked. */
  @Override
  public void lock(int relation, LockMode mode) {}

  @Override
  public void checkInterrupts() {}

  @Override
  public void notice(SqlException notice) {}

  @Override
  public void afterStatement(Runnable work) {
    throw nothing("statement");
  }

  @Override
  public void beforeCommit(Runnable work) {
    throw nothing("transaction");
  }

  @Override
  public void afterEnd(Runnable work) {
    throw nothing("transaction");
  }
}
