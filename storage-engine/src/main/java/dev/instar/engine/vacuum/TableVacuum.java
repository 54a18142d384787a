package dev.instar.engine.vacuum;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.AccessCounters;
import dev.instar.engine.store.AccessCounters.Count;
import dev.instar.engine.store.AccessCounters.Moment;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VacuumRules;
import dev.instar.engine.table.IndexEntries;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.txn.VersionFate;
import java.util.List;
import java.util.function.Function;

/** Cleans one table. Stateless. */
final class TableVacuum {
  private TableVacuum() {}

  /**
   * Cleans a user's table, which is locked.
   *
   * @return how many versions were removed
   * @throws SqlException what the statement is interrupted with; what it has not come to is left
   *     for the next time
   */
  static long run(StatementContext context, Table table, boolean automatic) {
    IndexEntries entries = new IndexEntries(context, table);
    long removed = run(context.services(), table.storage(), entries::of, context::checkInterrupts);
    AccessCounters counters = context.services().store().table(table.storage()).counters();
    counters.add(automatic ? Count.AUTOMATIC_VACUUMS : Count.VACUUMS, 1);
    counters.mark(automatic ? Moment.AUTOMATIC_VACUUM : Moment.VACUUM, System.currentTimeMillis());
    return removed;
  }

  /** Cleans what the catalog is stored in: tables without indexes. */
  static long run(EngineServices services, long storage) {
    return run(services, storage, payload -> List.of(), () -> {});
  }

  private static long run(
      EngineServices services,
      long storage,
      Function<byte[], List<VacuumRules.IndexKey>> entries,
      Runnable interrupts) {
    AccessCounters counters = services.store().table(storage).counters();
    long before = counters.get(Count.DEAD);
    long inserted = counters.get(Count.INSERTED_SINCE_VACUUM);
    Transactions transactions = services.transactions();
    long horizon = transactions.horizon();
    long removed =
        services
            .store()
            .vacuum(
                storage,
                new VacuumRules() {
                  @Override
                  public boolean isDead(RowVersion version) {
                    return transactions.fate(version, horizon) == VersionFate.DEAD;
                  }

                  @Override
                  public List<IndexKey> keys(byte[] payload) {
                    return entries.apply(payload);
                  }

                  @Override
                  public void checkInterrupts() {
                    interrupts.run();
                  }
                });
    counters.add(Count.DEAD, -Math.min(before, removed));
    counters.add(Count.INSERTED_SINCE_VACUUM, -inserted);
    return removed;
  }
}
