package dev.instar.migrator.journal;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;

/** The table {@code control}: what other terminals ask of the runner. */
public final class ControlTable {
  private final DSLContext sql;

  ControlTable(DSLContext sql) {
    this.sql = sql;
  }

  /** What is asked now; nothing if there is no such migration. */
  public ControlFlags read(long migration) {
    return sql.select(Tables.PAUSED, Tables.CUT_OVER, Tables.ABORT, Tables.THROTTLE)
        .from(Tables.CONTROL)
        .where(Tables.MIGRATION_ID.eq(migration))
        .fetchOptional(
            r ->
                new ControlFlags(
                    r.get(Tables.PAUSED),
                    r.get(Tables.CUT_OVER),
                    r.get(Tables.ABORT),
                    r.get(Tables.THROTTLE).data()))
        .orElse(ControlFlags.NONE);
  }

  public void paused(long migration, boolean paused) {
    set(migration, Tables.PAUSED, paused);
  }

  public void cutOver(long migration, boolean cutOver) {
    set(migration, Tables.CUT_OVER, cutOver);
  }

  public void abort(long migration, boolean abort) {
    set(migration, Tables.ABORT, abort);
  }

  /**
   * @param json a JSON object, the throttle's to understand
   */
  public void throttle(long migration, String json) {
    set(migration, Tables.THROTTLE, JSONB.valueOf(json));
  }

  private <T> void set(long migration, Field<T> field, T value) {
    sql.update(Tables.CONTROL).set(field, value).where(Tables.MIGRATION_ID.eq(migration)).execute();
  }
}
