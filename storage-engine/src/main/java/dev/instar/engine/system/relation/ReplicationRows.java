package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.statement.Changelog;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.Inet;
import dev.instar.engine.type.TimestampTz;

/** pg_replication_slots, pg_stat_replication, pg_replication_origin. */
final class ReplicationRows {
  private ReplicationRows() {}

  static void slots(StatementContext context, Wanted wanted, Rows rows) {
    for (Changelog.Slot slot : context.services().changelog().slots()) {
      if (wanted.mayBe("slot_name", slot.name())) {
        rows.add()
            .set("slot_name", slot.name())
            .set("plugin", slot.plugin())
            .set("slot_type", "logical")
            .set("datoid", slot.database())
            .set(
                "database",
                context
                    .shared()
                    .find(slot.database())
                    .filter(DatabaseEntry.class::isInstance)
                    .map(database -> ((DatabaseEntry) database).name()))
            .set("temporary", slot.temporary())
            .set("active", slot.activePid().isPresent())
            .set("active_pid", slot.activePid())
            .set("catalog_xmin", slot.catalogXmin())
            .set("restart_lsn", slot.restart().value())
            .set("confirmed_flush_lsn", slot.confirmed().value())
            .set("wal_status", slot.walStatus())
            .set("two_phase", false)
            .set("inactive_since", slot.inactiveSince().map(TimestampTz::of))
            .set("conflicting", false)
            .set("failover", false)
            .set("synced", false);
      }
    }
  }

  static void senders(StatementContext context, Wanted wanted, Rows rows) {
    for (Changelog.Sender sender : context.services().changelog().senders()) {
      Row row =
          rows.add()
              .set("pid", sender.processId())
              .set("usesysid", sender.role())
              .set("usename", sender.roleName())
              .set("application_name", sender.applicationName())
              .set("backend_start", TimestampTz.of(sender.backendStart()))
              .set("state", sender.state())
              .set("sent_lsn", sender.sent().value())
              .set("write_lsn", sender.written().value())
              .set("flush_lsn", sender.flushed().value())
              .set("replay_lsn", sender.applied().value())
              .set("sync_priority", 0)
              .set("sync_state", "async")
              .set("reply_time", sender.replyTime().map(TimestampTz::of));
      sender
          .client()
          .ifPresent(
              client ->
                  row.set("client_addr", Inet.of(client.getAddress()))
                      .set("client_port", client.getPort()));
    }
  }

  static void origins(StatementContext context, Wanted wanted, Rows rows) {
    for (Changelog.Origin origin : context.services().changelog().origins()) {
      rows.add().set("roident", origin.number()).set("roname", origin.name());
    }
  }
}
