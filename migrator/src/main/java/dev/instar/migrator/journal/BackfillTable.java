package dev.instar.migrator.journal;

import java.util.List;
import org.jooq.DSLContext;

/**
 * The table {@code backfill}: frontiers, written in the transaction of the rows they cover (I5).
 */
public final class BackfillTable {
  private final DSLContext sql;

  BackfillTable(DSLContext sql) {
    this.sql = sql;
  }

  /** How far the step has come. */
  public BackfillRow read(long migration, String step) {
    return sql.select(Tables.FRONTIER, Tables.ROWS_DONE)
        .from(Tables.BACKFILL)
        .where(Tables.MIGRATION_ID.eq(migration), Tables.STEP_ID.eq(step))
        .fetchOptional(
            r -> {
              String[] frontier = r.get(Tables.FRONTIER);
              return new BackfillRow(
                  frontier == null ? List.of() : List.of(frontier), r.get(Tables.ROWS_DONE));
            })
        .orElse(BackfillRow.NONE);
  }

  public void write(long migration, String step, BackfillRow row) {
    String[] frontier = row.frontier().isEmpty() ? null : row.frontier().toArray(String[]::new);
    sql.insertInto(Tables.BACKFILL)
        .set(Tables.MIGRATION_ID, migration)
        .set(Tables.STEP_ID, step)
        .set(Tables.FRONTIER, frontier)
        .set(Tables.ROWS_DONE, row.rowsDone())
        .onConflict(Tables.MIGRATION_ID, Tables.STEP_ID)
        .doUpdate()
        .set(Tables.FRONTIER, frontier)
        .set(Tables.ROWS_DONE, row.rowsDone())
        .execute();
  }

  /** Forgets the frontiers of a migration that needs them no more. */
  public void clear(long migration) {
    sql.deleteFrom(Tables.BACKFILL).where(Tables.MIGRATION_ID.eq(migration)).execute();
  }
}
