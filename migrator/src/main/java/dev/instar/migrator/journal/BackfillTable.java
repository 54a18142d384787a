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
    return sql.select(Tables.FRONTIER, Tables.LAST, Tables.ROWS_DONE)
        .from(Tables.BACKFILL)
        .where(Tables.MIGRATION_ID.eq(migration), Tables.STEP_ID.eq(step))
        .fetchOptional(
            r ->
                new BackfillRow(
                    key(r.get(Tables.FRONTIER)), key(r.get(Tables.LAST)), r.get(Tables.ROWS_DONE)))
        .orElse(BackfillRow.NONE);
  }

  public void write(long migration, String step, BackfillRow row) {
    sql.insertInto(Tables.BACKFILL)
        .set(Tables.MIGRATION_ID, migration)
        .set(Tables.STEP_ID, step)
        .set(Tables.FRONTIER, array(row.frontier()))
        .set(Tables.LAST, array(row.last()))
        .set(Tables.ROWS_DONE, row.rowsDone())
        .onConflict(Tables.MIGRATION_ID, Tables.STEP_ID)
        .doUpdate()
        .set(Tables.FRONTIER, array(row.frontier()))
        .set(Tables.LAST, array(row.last()))
        .set(Tables.ROWS_DONE, row.rowsDone())
        .execute();
  }

  private static List<String> key(String[] values) {
    return values == null ? List.of() : List.of(values);
  }

  private static String[] array(List<String> key) {
    return key.isEmpty() ? null : key.toArray(String[]::new);
  }

  /** Forgets the frontiers of a migration that needs them no more. */
  public void clear(long migration) {
    sql.deleteFrom(Tables.BACKFILL).where(Tables.MIGRATION_ID.eq(migration)).execute();
  }
}
