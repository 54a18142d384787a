package dev.instar.migrator.journal;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** The table {@code event}: a migration's log, for whoever asks from another terminal. */
public final class EventTable {
  private final DSLContext sql;

  EventTable(DSLContext sql) {
    this.sql = sql;
  }

  public void add(long migration, String kind, String message) {
    sql.insertInto(Tables.EVENT)
        .set(Tables.MIGRATION_ID, migration)
        .set(Tables.KIND, kind)
        .set(Tables.MESSAGE, message)
        .execute();
  }

  /** Whether that has happened to a migration. */
  public boolean has(long migration, String kind, String message) {
    return sql.fetchExists(
        Tables.EVENT,
        Tables.MIGRATION_ID.eq(migration),
        Tables.KIND.eq(kind),
        Tables.MESSAGE.eq(message));
  }

  /** When a migration was interrupted, held or let go on. */
  public List<Instant> interruptions(long migration) {
    return sql.select(Tables.AT)
        .from(Tables.EVENT)
        .where(Tables.MIGRATION_ID.eq(migration), Tables.KIND.in(EventRow.INTERRUPTIONS))
        .orderBy(Tables.ID)
        .fetch(r -> r.get(Tables.AT).toInstant());
  }

  /** The last events of a migration, in the order in which they happened. */
  public List<EventRow> last(long migration, int count) {
    return sql.select(Tables.AT, Tables.KIND, Tables.MESSAGE)
        .from(Tables.EVENT)
        .where(Tables.MIGRATION_ID.eq(migration))
        .orderBy(Tables.ID.desc())
        .limit(count)
        .fetch(
            r ->
                new EventRow(
                    r.get(Tables.AT).toInstant(), r.get(Tables.KIND), r.get(Tables.MESSAGE)))
        .reversed();
  }
}
