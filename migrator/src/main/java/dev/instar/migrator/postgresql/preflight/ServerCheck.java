package dev.instar.migrator.postgresql.preflight;

import dev.instar.migrator.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;

/** What every plan needs of the server: its version, and that it can be written to. */
final class ServerCheck {
  private static final int OLDEST = 14;
  private static final int NEWEST = 18;

  private ServerCheck() {}

  /** Whether it makes sense to look at anything else. */
  static boolean run(Connection connection, Outcome outcome) throws SQLException {
    Facts server =
        Facts.of(
                connection,
                """
                SELECT current_setting('server_version_num')::int / 10000 AS major,
                       current_setting('server_version') AS version,
                       pg_is_in_recovery() AS standby,
                       (SELECT string_agg(evtname, ', ' ORDER BY evtname) FROM pg_event_trigger
                         WHERE evtenabled <> 'D') AS event_triggers
                """)
            .orElseThrow();
    if (server.number("major") < OLDEST || server.number("major") > NEWEST) {
      outcome.problem(
          ErrorCode.SERVER_UNSUPPORTED,
          "the server is PostgreSQL " + server.text("version"),
          "Instar knows PostgreSQL " + OLDEST + " to " + NEWEST + ".");
      return false;
    }
    if (server.is("standby")) {
      outcome.problem(
          ErrorCode.SERVER_UNSUPPORTED,
          "the server is a standby, which cannot be written to",
          "Connect to the primary.");
      return false;
    }
    if (!server.text("event_triggers").isEmpty()) {
      outcome.notice(
          "EVENT-TRIGGERS",
          "event triggers fire on the statements of the plan: " + server.text("event_triggers"),
          "Look whether they forbid or change anything.");
    }
    return true;
  }
}
