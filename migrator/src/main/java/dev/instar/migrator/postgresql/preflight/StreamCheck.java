package dev.instar.migrator.postgresql.preflight;

import dev.instar.migrator.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;

/** What the change stream of a rebuild needs: settings, a free slot and sender, and the right. */
final class StreamCheck {
  private StreamCheck() {}

  static void run(Connection connection, Outcome outcome) throws SQLException {
    Facts facts =
        Facts.of(
                connection,
                """
                SELECT current_setting('wal_level') AS wal_level,
                       r.rolname AS role,
                       r.rolsuper OR r.rolreplication
                         OR EXISTS (SELECT FROM pg_roles g WHERE g.rolname = 'rds_replication'
                                       AND pg_has_role(g.oid, 'USAGE')) AS may_replicate,
                       has_database_privilege(current_database(), 'CREATE') AS may_create,
                       current_database() AS database,
                       current_setting('max_replication_slots')::int AS slots,
                       (SELECT count(*) FROM pg_replication_slots) AS slots_used,
                       current_setting('max_wal_senders')::int AS senders,
                       (SELECT count(*) FROM pg_stat_replication) AS senders_used,
                       current_setting('max_slot_wal_keep_size') AS keep_size,
                       current_setting('idle_replication_slot_timeout', true) AS slot_timeout,
                       EXISTS (SELECT FROM pg_language WHERE lanname = 'plpgsql') AS plpgsql
                  FROM pg_roles r WHERE r.rolname = current_user
                """)
            .orElseThrow();
    if (!facts.text("wal_level").equals("logical")) {
      outcome.problem(
          ErrorCode.WAL_LEVEL,
          "wal_level is " + facts.text("wal_level") + ", so that the server has no change stream",
          "ALTER SYSTEM SET wal_level = logical, and restart the server.");
    }
    if (!facts.is("may_replicate")) {
      outcome.problem(
          ErrorCode.PRIVILEGE,
          "role " + facts.text("role") + " may not read the change stream",
          "ALTER ROLE … REPLICATION, or run as superuser.");
    }
    if (!facts.is("may_create")) {
      outcome.problem(
          ErrorCode.PRIVILEGE,
          "role "
              + facts.text("role")
              + " may not create schemas and publications in database "
              + facts.text("database"),
          "GRANT CREATE ON DATABASE … to it.");
    }
    if (!facts.is("plpgsql")) {
      outcome.problem(
          ErrorCode.SERVER_UNSUPPORTED,
          "the language plpgsql is missing, which the swap is written in",
          "CREATE EXTENSION plpgsql.");
    }
    free(facts, "slots", "replication slots", "max_replication_slots", outcome);
    free(facts, "senders", "WAL senders", "max_wal_senders", outcome);
    if (!facts.text("keep_size").equals("-1")) {
      outcome.warning(
          "SLOT-WAL-LIMIT",
          "max_slot_wal_keep_size is "
              + facts.text("keep_size")
              + ": a migration that falls behind by more loses its slot",
          "Raise it for as long as the migration runs, or keep an eye on wal_status.");
    }
    if (!facts.text("slot_timeout").isEmpty() && !facts.text("slot_timeout").equals("0")) {
      outcome.warning(
          "SLOT-TIMEOUT",
          "idle_replication_slot_timeout is "
              + facts.text("slot_timeout")
              + ": a migration that is stopped for longer loses its slot",
          "Do not leave it stopped for that long.");
    }
  }

  private static void free(Facts facts, String what, String name, String setting, Outcome outcome) {
    if (facts.number(what + "_used") >= facts.number(what)) {
      outcome.problem(
          ErrorCode.REPLICATION_SLOTS,
          "all " + facts.number(what) + " " + name + " are in use",
          "Drop those that nobody reads, or raise " + setting + " and restart the server.");
    }
  }
}
