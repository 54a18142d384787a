package dev.instar.migrator.journal;

import static org.jooq.impl.DSL.field;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;

/** The tables {@code lease} and {@code epoch}. All times are the server's. */
public final class LeaseTable {
  private static final Field<OffsetDateTime> CLOCK =
      field("pg_catalog.clock_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE);
  private static final Field<Long> AGE_MS =
      field(
          "(extract(epoch FROM pg_catalog.clock_timestamp() - {0}) * 1000)::pg_catalog.int8",
          SQLDataType.BIGINT, Tables.HEARTBEAT_AT);

  private final DSLContext sql;

  LeaseTable(DSLContext sql) {
    this.sql = sql;
  }

  /** Who runs the migration, or ran it when it died; empty if the last runner let go. */
  public Optional<LeaseRow> read(long migration) {
    return sql.select(
            Tables.HOLDER,
            Tables.HOST,
            Tables.PID,
            Tables.EPOCH_NUMBER,
            Tables.SINCE,
            Tables.HEARTBEAT_AT,
            AGE_MS.as("age_ms"))
        .from(Tables.LEASE)
        .where(Tables.MIGRATION_ID.eq(migration))
        .fetchOptional(LeaseTable::row);
  }

  /** The epoch under which the last runner writes or wrote. */
  public long epoch(long migration) {
    return sql.select(Tables.EPOCH_NUMBER)
        .from(Tables.EPOCH)
        .where(Tables.MIGRATION_ID.eq(migration))
        .fetchOptional(Tables.EPOCH_NUMBER)
        .orElseThrow(() -> new IllegalArgumentException("no migration " + migration));
  }

  /** As {@link #epoch}, and waits for every data transaction of that epoch (I10). */
  long lockEpoch(long migration) {
    return sql.select(Tables.EPOCH_NUMBER)
        .from(Tables.EPOCH)
        .where(Tables.MIGRATION_ID.eq(migration))
        .forUpdate()
        .fetchSingle(Tables.EPOCH_NUMBER);
  }

  /** Begins an epoch, in the transaction that holds {@link #lockEpoch}. */
  void begin(long migration, Holder holder, long epoch) {
    sql.update(Tables.EPOCH)
        .set(Tables.EPOCH_NUMBER, epoch)
        .where(Tables.MIGRATION_ID.eq(migration))
        .execute();
    sql.deleteFrom(Tables.LEASE).where(Tables.MIGRATION_ID.eq(migration)).execute();
    sql.insertInto(Tables.LEASE)
        .set(Tables.MIGRATION_ID, migration)
        .set(Tables.HOLDER, holder.id())
        .set(Tables.HOST, holder.host())
        .set(Tables.PID, holder.pid())
        .set(Tables.EPOCH_NUMBER, epoch)
        .set(Tables.SINCE, CLOCK)
        .set(Tables.HEARTBEAT_AT, CLOCK)
        .execute();
  }

  /** Whether the lease is still this holder's; if so, it is renewed. */
  public boolean renew(long migration, Holder holder, long epoch) {
    return sql.update(Tables.LEASE)
            .set(Tables.HEARTBEAT_AT, CLOCK)
            .where(
                Tables.MIGRATION_ID.eq(migration),
                Tables.HOLDER.eq(holder.id()),
                Tables.EPOCH_NUMBER.eq(epoch))
            .execute()
        == 1;
  }

  /** Lets go, if the lease is still this holder's. */
  public void release(long migration, Holder holder, long epoch) {
    sql.deleteFrom(Tables.LEASE)
        .where(
            Tables.MIGRATION_ID.eq(migration),
            Tables.HOLDER.eq(holder.id()),
            Tables.EPOCH_NUMBER.eq(epoch))
        .execute();
  }

  private static LeaseRow row(Record r) {
    return new LeaseRow(
        r.get(Tables.HOLDER),
        r.get(Tables.HOST),
        r.get(Tables.PID),
        r.get(Tables.EPOCH_NUMBER),
        r.get(Tables.SINCE).toInstant(),
        r.get(Tables.HEARTBEAT_AT).toInstant(),
        Duration.ofMillis(r.get("age_ms", Long.class)));
  }
}
