package dev.instar.migrator.journal;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.SQLDataType;

/** The table {@code step}. */
public final class StepTable {
  /** Not now(): that is when the transaction began, and some of them wait for a lock first. */
  private static final Field<OffsetDateTime> CLOCK =
      field("pg_catalog.clock_timestamp()", Tables.STARTED_AT.getDataType());

  private static final Field<Long> ROWS =
      field("({0} ->> 'rows')::pg_catalog.int8", SQLDataType.BIGINT, Tables.DETAIL);

  private final DSLContext sql;

  StepTable(DSLContext sql) {
    this.sql = sql;
  }

  /** The steps of a migration in the order of execution. */
  public List<StepRow> of(long migration) {
    return sql.select(
            Tables.STEP_KEY,
            Tables.ORDINAL,
            Tables.STATE,
            Tables.STARTED_AT,
            Tables.FINISHED_AT,
            Tables.DETAIL,
            ROWS.as("rows"))
        .from(Tables.STEP)
        .where(Tables.MIGRATION_ID.eq(migration))
        .orderBy(Tables.ORDINAL)
        .fetch(StepTable::row);
  }

  /**
   * @throws IllegalArgumentException if the migration has no such step
   */
  public StepRow get(long migration, String step) {
    return of(migration).stream()
        .filter(row -> row.id().equals(step))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("migration " + migration + " has no step " + step));
  }

  /** Begun, or begun again. */
  public void running(long migration, String step) {
    write(
        sql.update(Tables.STEP)
            .set(Tables.STATE, StepState.RUNNING.text())
            .set(Tables.STARTED_AT, coalesce(Tables.STARTED_AT, CLOCK)),
        migration,
        step);
  }

  /** Done; a step that is marked already keeps its time. */
  public void done(long migration, String step) {
    write(
        sql.update(Tables.STEP)
            .set(Tables.STATE, StepState.DONE.text())
            .set(Tables.FINISHED_AT, coalesce(Tables.FINISHED_AT, CLOCK)),
        migration,
        step);
  }

  /** Taken back. */
  public void undone(long migration, String step) {
    write(
        sql.update(Tables.STEP)
            .set(Tables.STATE, StepState.UNDONE.text())
            .set(Tables.FINISHED_AT, CLOCK),
        migration,
        step);
  }

  /**
   * What an executor wants to find again after a crash.
   *
   * @param json a JSON object
   */
  public void detail(long migration, String step, String json) {
    write(sql.update(Tables.STEP).set(Tables.DETAIL, JSONB.valueOf(json)), migration, step);
  }

  /** How many rows a step has written, of those that count them. In place of any detail. */
  public void rows(long migration, String step, long rows) {
    detail(migration, step, "{\"rows\": " + rows + "}");
  }

  private static void write(UpdateSetMoreStep<Record> update, long migration, String step) {
    int rows = update.where(Tables.MIGRATION_ID.eq(migration), Tables.STEP_KEY.eq(step)).execute();
    if (rows != 1) {
      throw new IllegalArgumentException("migration " + migration + " has no step " + step);
    }
  }

  private static StepRow row(Record r) {
    return new StepRow(
        r.get(Tables.STEP_KEY),
        r.get(Tables.ORDINAL),
        StepState.of(r.get(Tables.STATE)),
        Optional.ofNullable(r.get(Tables.STARTED_AT)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(r.get(Tables.FINISHED_AT)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(r.get(Tables.DETAIL)).map(JSONB::data),
        Optional.ofNullable(r.get("rows", Long.class)));
  }
}
