package dev.instar.migrator.journal;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.sum;

import dev.instar.migrator.schema.TableName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;

/** The table {@code shadow}, as far as others than the shadow's own room need it. */
public final class ShadowTable {
  private static final Field<Long> OID =
      field("{0}::pg_catalog.int8", SQLDataType.BIGINT, Tables.SOURCE_OID);

  private final DSLContext sql;

  ShadowTable(DSLContext sql) {
    this.sql = sql;
  }

  /** The rebuilds of a migration that have begun and are not contracted or discarded. */
  public List<ShadowRow> of(long migration) {
    return sql.select(
            Tables.STEP_ID,
            Tables.SOURCE_SCHEMA,
            Tables.SOURCE_NAME,
            OID.as("oid"),
            Tables.SHADOW_SCHEMA,
            Tables.RETAINED_SCHEMA,
            Tables.PHASE)
        .from(Tables.SHADOW)
        .where(Tables.MIGRATION_ID.eq(migration))
        .orderBy(Tables.STEP_ID)
        .fetch(ShadowTable::row);
  }

  public Optional<ShadowRow> find(long migration, String step) {
    return of(migration).stream().filter(row -> row.stepId().equals(step)).findFirst();
  }

  /** How many rows were copied. */
  public long rowsCopied(long migration, String step) {
    return sql.select(coalesce(sum(Tables.ROWS), BigDecimal.ZERO))
        .from(Tables.COPIED_RANGE)
        .where(Tables.MIGRATION_ID.eq(migration), Tables.STEP_ID.eq(step))
        .fetchSingle()
        .value1()
        .longValueExact();
  }

  /** The slot of the rebuild that has one and is not swapped yet. */
  Optional<String> liveSlot() {
    return sql.select(Tables.SLOT)
        .from(Tables.SHADOW)
        .where(Tables.PHASE.notIn("swapped", "finished"))
        .fetchOptional(Tables.SLOT);
  }

  /** Forgets a rebuild whose retained table is gone. Its finished ranges go with it. */
  public void delete(long migration, String step) {
    sql.deleteFrom(Tables.SHADOW)
        .where(Tables.MIGRATION_ID.eq(migration), Tables.STEP_ID.eq(step))
        .execute();
  }

  private static ShadowRow row(Record r) {
    return new ShadowRow(
        r.get(Tables.STEP_ID),
        new TableName(r.get(Tables.SOURCE_SCHEMA), r.get(Tables.SOURCE_NAME)),
        r.get("oid", Long.class),
        r.get(Tables.SHADOW_SCHEMA),
        r.get(Tables.RETAINED_SCHEMA),
        List.of("swapped", "finished").contains(r.get(Tables.PHASE)));
  }
}
