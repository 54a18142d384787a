package dev.instar.engine.plan;

import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.evaluation.RowIdentity;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.TransactionStatus;

/**
 * What system columns tell of a row that was made from the catalog: {@code xmin} is the transaction
 * that has last changed the object which the row tells of, so that a change can be noticed. It is
 * looked up when it is asked for.
 *
 * @param object the object's OID; 0 for rows that are no object's
 */
record CatalogRow(StatementContext context, int table, int object) implements RowIdentity {
  /** As PostgreSQL's FrozenTransactionId: what was there from the beginning. */
  private static final long FROZEN = 2;

  @Override
  public long row() {
    return Integer.toUnsignedLong(object);
  }

  @Override
  public long createdBy() {
    int database =
        context.catalog().find(object).isPresent() ? context.database() : Catalogs.SHARED;
    VersionedTable rows = context.services().store().table(database);
    for (RowVersion version : rows.versions(row())) {
      long creator = version.createdBy();
      if (context.transaction().isOwn(creator)
          || context.services().transactions().status(creator) == TransactionStatus.COMMITTED) {
        return creator;
      }
    }
    return FROZEN;
  }

  @Override
  public int createdCommand() {
    return 0;
  }

  @Override
  public long deletedBy() {
    return 0;
  }

  @Override
  public int deletedCommand() {
    return 0;
  }
}
