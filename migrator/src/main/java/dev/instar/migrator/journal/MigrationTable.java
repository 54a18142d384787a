package dev.instar.migrator.journal;

import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.val;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.json.PlanJson;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectFieldOrAsterisk;

/** The table {@code migration}, and what is made with a migration. */
public final class MigrationTable {
  private static final SelectFieldOrAsterisk[] COLUMNS = {
    Tables.ID,
    Tables.NAME,
    Tables.CHECKSUM,
    Tables.PLAN,
    Tables.STATE,
    Tables.CREATED_AT,
    Tables.FINISHED_AT,
    Tables.LAST_ERROR
  };

  private final DSLContext sql;

  MigrationTable(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * Enters a migration in state running, its steps pending, its epoch 0. In a transaction of the
   * caller's.
   *
   * @throws org.jooq.exception.IntegrityConstraintViolationException if another one is unfinished
   */
  public long create(Plan plan, String checksum) {
    long id =
        sql.insertInto(Tables.MIGRATION)
            .set(Tables.NAME, plan.name())
            .set(Tables.CHECKSUM, checksum)
            .set(Tables.PLAN, JSONB.valueOf(PlanJson.write(plan)))
            .set(Tables.STATE, MigrationState.RUNNING.text())
            .returningResult(Tables.ID)
            .fetchSingle(Tables.ID);
    int ordinal = 0;
    for (Step step : plan.steps()) {
      sql.insertInto(Tables.STEP)
          .set(Tables.MIGRATION_ID, id)
          .set(Tables.STEP_KEY, step.id())
          .set(Tables.ORDINAL, ++ordinal)
          .set(Tables.STATE, StepState.PENDING.text())
          .execute();
    }
    sql.insertInto(Tables.EPOCH)
        .set(Tables.MIGRATION_ID, id)
        .set(Tables.EPOCH_NUMBER, 0L)
        .execute();
    sql.insertInto(Tables.CONTROL).set(Tables.MIGRATION_ID, id).execute();
    return id;
  }

  public Optional<MigrationRow> find(long id) {
    return sql.select(COLUMNS)
        .from(Tables.MIGRATION)
        .where(Tables.ID.eq(id))
        .fetchOptional(MigrationTable::row);
  }

  /** The one that has to be resumed or aborted before another may begin. */
  public Optional<MigrationRow> unfinished() {
    return sql.select(COLUMNS)
        .from(Tables.MIGRATION)
        .where(
            Tables.STATE.in(
                MigrationState.RUNNING.text(),
                MigrationState.CONTRACTING.text(),
                MigrationState.ABORTING.text()))
        .fetchOptional(MigrationTable::row);
  }

  /** Every migration in that state, the oldest first. */
  public List<MigrationRow> inState(MigrationState state) {
    return sql.select(COLUMNS)
        .from(Tables.MIGRATION)
        .where(Tables.STATE.eq(state.text()))
        .orderBy(Tables.ID)
        .fetch(MigrationTable::row);
  }

  /** The last migration of that name and script. */
  public Optional<MigrationRow> latest(String name, String checksum) {
    return sql.select(COLUMNS)
        .from(Tables.MIGRATION)
        .where(Tables.NAME.eq(name), Tables.CHECKSUM.eq(checksum))
        .orderBy(Tables.ID.desc())
        .limit(1)
        .fetchOptional(MigrationTable::row);
  }

  /** Every migration of this database, the last one first. */
  public List<MigrationRow> all() {
    return sql.select(COLUMNS)
        .from(Tables.MIGRATION)
        .orderBy(Tables.ID.desc())
        .fetch(MigrationTable::row);
  }

  /** Sets the state, and clears what stopped the last run. */
  public void state(long id, MigrationState state) {
    sql.update(Tables.MIGRATION)
        .set(Tables.STATE, state.text())
        .setNull(Tables.LAST_ERROR)
        .set(
            Tables.FINISHED_AT,
            state.unfinished()
                ? val((OffsetDateTime) null, Tables.FINISHED_AT)
                : currentOffsetDateTime())
        .where(Tables.ID.eq(id))
        .execute();
  }

  /** Keeps what stopped the run, for whoever asks for the status. */
  public void lastError(long id, String message) {
    sql.update(Tables.MIGRATION).set(Tables.LAST_ERROR, message).where(Tables.ID.eq(id)).execute();
  }

  private static MigrationRow row(Record r) {
    return new MigrationRow(
        r.get(Tables.ID),
        r.get(Tables.NAME),
        r.get(Tables.CHECKSUM),
        PlanJson.read(r.get(Tables.PLAN).data()),
        MigrationState.of(r.get(Tables.STATE)),
        r.get(Tables.CREATED_AT).toInstant(),
        Optional.ofNullable(r.get(Tables.FINISHED_AT)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(r.get(Tables.LAST_ERROR)));
  }
}
