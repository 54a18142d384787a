package dev.instar.migrator.journal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The names and types of {@code V1__state.sql}, as far as this room reads and writes them. */
final class Tables {
  static final String SCHEMA = "instar";

  static final Table<Record> MIGRATION = table(name(SCHEMA, "migration"));
  static final Table<Record> STEP = table(name(SCHEMA, "step"));
  static final Table<Record> EPOCH = table(name(SCHEMA, "epoch"));
  static final Table<Record> LEASE = table(name(SCHEMA, "lease"));
  static final Table<Record> CONTROL = table(name(SCHEMA, "control"));
  static final Table<Record> EVENT = table(name(SCHEMA, "event"));
  static final Table<Record> SHADOW = table(name(SCHEMA, "shadow"));
  static final Table<Record> BACKFILL = table(name(SCHEMA, "backfill"));

  static final Table<Record> COPIED_RANGE = table(name(SCHEMA, "copied_range"));

  static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
  static final Field<Long> MIGRATION_ID = field(name("migration_id"), SQLDataType.BIGINT);
  static final Field<String> NAME = field(name("name"), SQLDataType.CLOB);
  static final Field<String> CHECKSUM = field(name("checksum"), SQLDataType.CLOB);
  static final Field<JSONB> PLAN = field(name("plan"), SQLDataType.JSONB);
  static final Field<String> STATE = field(name("state"), SQLDataType.CLOB);
  static final Field<OffsetDateTime> CREATED_AT = time("created_at");
  static final Field<OffsetDateTime> STARTED_AT = time("started_at");
  static final Field<OffsetDateTime> FINISHED_AT = time("finished_at");
  static final Field<String> LAST_ERROR = field(name("last_error"), SQLDataType.CLOB);

  static final Field<String> STEP_ID = field(name("step_id"), SQLDataType.CLOB);
  static final Field<String> STEP_KEY = field(name("id"), SQLDataType.CLOB);
  static final Field<Integer> ORDINAL = field(name("ordinal"), SQLDataType.INTEGER);
  static final Field<JSONB> DETAIL = field(name("detail"), SQLDataType.JSONB);

  static final Field<Long> EPOCH_NUMBER = field(name("epoch"), SQLDataType.BIGINT);
  static final Field<UUID> HOLDER = field(name("holder"), SQLDataType.UUID);
  static final Field<String> HOST = field(name("host"), SQLDataType.CLOB);
  static final Field<Long> PID = field(name("pid"), SQLDataType.BIGINT);
  static final Field<OffsetDateTime> SINCE = time("since");
  static final Field<OffsetDateTime> HEARTBEAT_AT = time("heartbeat_at");

  static final Field<Boolean> PAUSED = field(name("paused"), SQLDataType.BOOLEAN);
  static final Field<Boolean> CUT_OVER = field(name("cut_over"), SQLDataType.BOOLEAN);
  static final Field<Boolean> ABORT = field(name("abort"), SQLDataType.BOOLEAN);
  static final Field<JSONB> THROTTLE = field(name("throttle"), SQLDataType.JSONB);

  static final Field<OffsetDateTime> AT = time("at");
  static final Field<String> KIND = field(name("kind"), SQLDataType.CLOB);
  static final Field<String> MESSAGE = field(name("message"), SQLDataType.CLOB);

  static final Field<String> SOURCE_SCHEMA = field(name("source_schema"), SQLDataType.CLOB);
  static final Field<String> SOURCE_NAME = field(name("source_name"), SQLDataType.CLOB);
  static final Field<Long> SOURCE_OID = field(name("source_oid"), SQLDataType.BIGINT);
  static final Field<String> SHADOW_SCHEMA = field(name("shadow_schema"), SQLDataType.CLOB);
  static final Field<String> RETAINED_SCHEMA = field(name("retained_schema"), SQLDataType.CLOB);
  static final Field<String> SLOT = field(name("slot"), SQLDataType.CLOB);
  static final Field<String> PHASE = field(name("phase"), SQLDataType.CLOB);

  static final Field<String[]> FRONTIER = field(name("frontier"), SQLDataType.CLOB.array());
  static final Field<String[]> LAST = field(name("last"), SQLDataType.CLOB.array());
  static final Field<Long> ROWS_DONE = field(name("rows_done"), SQLDataType.BIGINT);

  static final Field<Long> ROWS = field(name("rows"), SQLDataType.BIGINT);

  private Tables() {}

  private static Field<OffsetDateTime> time(String name) {
    return field(name(name), SQLDataType.TIMESTAMPWITHTIMEZONE);
  }
}
