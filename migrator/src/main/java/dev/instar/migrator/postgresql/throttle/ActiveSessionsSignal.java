package dev.instar.migrator.postgresql.throttle;

import dev.instar.migrator.throttle.Reading;
import dev.instar.migrator.throttle.Signal;

/** How many sessions are executing a statement at the moment, Instar's own left out. */
final class ActiveSessionsSignal implements Signal {
  /**
   * Of other roles' sessions one without pg_monitor sees no state. Background processes, which have
   * no role, are not meant.
   */
  private static final String SQL =
      """
      SELECT count(*) FILTER (WHERE state IN ('active', 'fastpath function call')),
             count(*) FILTER (WHERE state IS NULL OR state = 'disabled')
      FROM pg_catalog.pg_stat_activity
      WHERE usesysid IS NOT NULL
        AND datid IS NOT NULL
        AND application_name NOT LIKE 'instar %'
        AND (backend_type IS NULL OR backend_type = 'client backend')
        AND pid <> pg_catalog.pg_backend_pid()
      """;

  private final MonitorSession session;

  ActiveSessionsSignal(MonitorSession session) {
    this.session = session;
  }

  @Override
  public String name() {
    return "active_sessions";
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
                  hidden + " sessions do not show what they do; " + PostgresSignals.ADVICE)
              : new Reading.Measured(rows.getLong(1), Long.toString(rows.getLong(1)));
        });
  }
}
