package dev.instar.engine.system.relation;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.PredefinedRole;
import dev.instar.engine.statement.SessionInfo;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.Inet;
import dev.instar.engine.type.TimestampTz;
import java.util.List;

/** pg_stat_activity, pg_stat_database. */
final class ActivityRows {
  private static final long XID = 0xFFFF_FFFFL;

  private ActivityRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    boolean all =
        Privileges.hasThoseOf(context, context.role(), PredefinedRole.PG_READ_ALL_STATS.oid());
    for (SessionInfo session : context.services().activity().sessions()) {
      Row row =
          rows.add()
              .set("datid", session.database())
              .set("datname", session.databaseName())
              .set("pid", session.processId())
              .set("usesysid", session.role())
              .set("usename", session.roleName())
              .set("application_name", session.applicationName())
              .set("backend_xid", session.transaction() == 0 ? null : session.transaction() & XID)
              .set("backend_xmin", session.xmin() == 0 ? null : session.xmin() & XID);
      if (all || Privileges.hasThoseOf(context, context.role(), session.role())) {
        details(row, session);
      } else {
        row.set("query", "<insufficient privilege>");
      }
    }
  }

  /**
   * What a session does and from where: for its own role and who may see everybody's statistics.
   */
  private static void details(Row row, SessionInfo session) {
    row.set("backend_start", TimestampTz.of(session.backendStart()))
        .set("xact_start", session.transactionStart().map(TimestampTz::of))
        .set("query_start", session.queryStart().map(TimestampTz::of))
        .set("state_change", TimestampTz.of(session.stateChange()))
        .set("state", session.state().text())
        .set("query", session.query())
        .set("backend_type", session.kind().text());
    session
        .client()
        .ifPresent(
            client ->
                row.set("client_addr", Inet.of(client.getAddress()))
                    .set("client_port", client.getPort()));
    waiting(row, session);
  }

  private static void waiting(Row row, SessionInfo session) {
    if (session.waiting()) {
      row.set("wait_event_type", "Lock").set("wait_event", "relation");
    } else if (session.state() != SessionInfo.State.ACTIVE) {
      row.set("wait_event_type", "Client").set("wait_event", "ClientRead");
    }
  }

  static void databases(StatementContext context, Wanted wanted, Rows rows) {
    List<SessionInfo> sessions = context.services().activity().sessions();
    for (DatabaseEntry database : context.shared().all(DatabaseEntry.class)) {
      Row row = rows.add().set("datid", database.oid()).set("datname", database.name());
      row.set(
          "numbackends",
          (int) sessions.stream().filter(s -> s.database() == database.oid()).count());
      for (String counter :
          List.of(
              "xact_commit",
              "xact_rollback",
              "blks_read",
              "blks_hit",
              "tup_returned",
              "tup_fetched",
              "tup_inserted",
              "tup_updated",
              "tup_deleted",
              "conflicts",
              "temp_files",
              "temp_bytes",
              "deadlocks")) {
        row.set(counter, 0);
      }
    }
  }
}
