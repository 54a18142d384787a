package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.ReplicaIdentity;
import java.util.Optional;

/** REPLICA IDENTITY: catalog only. A shadow of a table without primary key needs one. */
final class ReplicaIdentityRule {
  private ReplicaIdentityRule() {}

  static void apply(StatementDraft draft, Table table, AlterTableAction.ReplicaIdentity action) {
    draft.asWritten().form("replica-identity", Roles.of(table));
    draft.instant(
        table.name(),
        InstantGroup.Action.of(
            Phase.EXPAND,
            "Set the replica identity",
            action.text(),
            Optional.of("REPLICA IDENTITY " + current(table)),
            "Catalog only; it decides what the change stream carries of an old row."));
    draft.change(table.name(), t -> t.replicaIdentity(identity(action), action.index()));
  }

  private static ReplicaIdentity identity(AlterTableAction.ReplicaIdentity action) {
    if (action.index().isPresent()) {
      return ReplicaIdentity.INDEX;
    }
    return switch (action.identity()) {
      case "FULL" -> ReplicaIdentity.FULL;
      case "NOTHING" -> ReplicaIdentity.NOTHING;
      default -> ReplicaIdentity.DEFAULT;
    };
  }

  private static String current(Table table) {
    return switch (table.replicaIdentity()) {
      case DEFAULT -> "DEFAULT";
      case FULL -> "FULL";
      case NOTHING -> "NOTHING";
      case INDEX ->
          table.indexes().stream()
              .filter(Index::replicaIdentity)
              .findFirst()
              .map(i -> "USING INDEX " + Identifiers.quote(i.name()))
              // An index that was the identity and is gone means NOTHING.
              .orElse("NOTHING");
    };
  }
}
