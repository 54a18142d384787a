package dev.instar.migrator.postgresql.throttle;

import dev.instar.migrator.throttle.Reading;
import dev.instar.migrator.throttle.Signal;
import java.util.Locale;

/**
 * For how many seconds the oldest transaction, prepared ones included, has held a snapshot or a
 * transaction id, Instar's own left out.
 */
final class SnapshotAgeSignal implements Signal {
  private static final String SQL =
      """
      SELECT GREATEST(
               (SELECT max(EXTRACT(epoch FROM pg_catalog.clock_timestamp() - xact_start))
                FROM pg_catalog.pg_stat_activity
                WHERE (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)
                  AND application_name NOT LIKE 'instar %'
                  AND pid <> pg_catalog.pg_backend_pid()),
               (SELECT max(EXTRACT(epoch FROM pg_catalog.clock_timestamp() - prepared))
                FROM pg_catalog.pg_prepared_xacts),
               0),
             (SELECT count(*)
              FROM pg_catalog.pg_stat_activity
              WHERE usesysid IS NOT NULL
                AND datid IS NOT NULL
                AND application_name NOT LIKE 'instar %'
                AND backend_type IS NULL)
      """;

  private final MonitorSession session;

  SnapshotAgeSignal(MonitorSession session) {
    this.session = session;
  }

  @Override
  public String name() {
    return "snapshot_age";
  }

  @Override
  public Reading read() {
    return session.query(
        SQL,
        rows -> {
          rows.next();
          long hidden = rows.getLong(2);
          return hidden > 0
              ? new Reading.Unreadable(
                  hidden + " sessions do not show their transactions; " + PostgresSignals.ADVICE)
              : new Reading.Measured(
                  rows.getDouble(1), String.format(Locale.ROOT, "%.0f s", rows.getDouble(1)));
        });
  }
}
