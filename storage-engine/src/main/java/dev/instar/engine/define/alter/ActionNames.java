package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.AlterTableAction.ClusterOn;
import dev.instar.engine.sql.AlterTableAction.SetPersistence;
import java.util.Map;

/** What messages call actions: PostgreSQL's alter_table_type_to_string. */
final class ActionNames {
  private static final Map<Class<? extends AlterTableAction>, String> NAMES =
      Map.ofEntries(
          Map.entry(AlterTableAction.AddColumn.class, "ADD COLUMN"),
          Map.entry(AlterTableAction.DropColumn.class, "DROP COLUMN"),
          Map.entry(AlterTableAction.AlterColumnType.class, "ALTER COLUMN ... SET DATA TYPE"),
          Map.entry(AlterTableAction.SetDefault.class, "ALTER COLUMN ... SET DEFAULT"),
          Map.entry(AlterTableAction.DropDefault.class, "ALTER COLUMN ... SET DEFAULT"),
          Map.entry(AlterTableAction.SetNotNull.class, "ALTER COLUMN ... SET NOT NULL"),
          Map.entry(AlterTableAction.DropNotNull.class, "ALTER COLUMN ... DROP NOT NULL"),
          Map.entry(AlterTableAction.SetExpression.class, "ALTER COLUMN ... SET EXPRESSION"),
          Map.entry(AlterTableAction.DropExpression.class, "ALTER COLUMN ... DROP EXPRESSION"),
          Map.entry(AlterTableAction.AddIdentity.class, "ALTER COLUMN ... ADD IDENTITY"),
          Map.entry(AlterTableAction.SetIdentity.class, "ALTER COLUMN ... SET"),
          Map.entry(AlterTableAction.DropIdentity.class, "ALTER COLUMN ... DROP IDENTITY"),
          Map.entry(AlterTableAction.SetStatistics.class, "ALTER COLUMN ... SET STATISTICS"),
          Map.entry(AlterTableAction.SetColumnOptions.class, "ALTER COLUMN ... SET"),
          Map.entry(AlterTableAction.SetStorage.class, "ALTER COLUMN ... SET STORAGE"),
          Map.entry(AlterTableAction.SetCompression.class, "ALTER COLUMN ... SET COMPRESSION"),
          Map.entry(AlterTableAction.AddConstraint.class, "ADD CONSTRAINT"),
          Map.entry(AlterTableAction.AlterConstraint.class, "ALTER CONSTRAINT"),
          Map.entry(AlterTableAction.ValidateConstraint.class, "VALIDATE CONSTRAINT"),
          Map.entry(AlterTableAction.DropConstraint.class, "DROP CONSTRAINT"),
          Map.entry(AlterTableAction.OwnerTo.class, "OWNER TO"),
          Map.entry(AlterTableAction.SetTableOptions.class, "SET"),
          Map.entry(AlterTableAction.ReplicaIdentity.class, "REPLICA IDENTITY"),
          Map.entry(AlterTableAction.SwitchTrigger.class, "ENABLE TRIGGER"),
          Map.entry(AlterTableAction.RowSecurity.class, "ENABLE ROW SECURITY"),
          Map.entry(AlterTableAction.SetTablespace.class, "SET TABLESPACE"),
          Map.entry(AlterTableAction.SetAccessMethod.class, "SET ACCESS METHOD"),
          Map.entry(AlterTableAction.Inherit.class, "INHERIT"),
          Map.entry(AlterTableAction.AttachPartition.class, "ATTACH PARTITION"),
          Map.entry(AlterTableAction.DetachPartition.class, "DETACH PARTITION"));

  private ActionNames() {}

  private static String of(AlterTableAction action) {
    return switch (action) {
      case ClusterOn cluster -> cluster.index().isPresent() ? "CLUSTER ON" : "SET WITHOUT CLUSTER";
      case SetPersistence persistence -> persistence.logged() ? "SET LOGGED" : "SET UNLOGGED";
      default -> NAMES.get(action.getClass());
    };
  }

  /** What is said of an action on a relation that is no table. */
  static SqlException cannotBeDone(AlterTableAction action, Relation relation) {
    String kinds =
        switch (relation) {
          case Table table -> "tables";
          case Index index -> "indexes";
          case Sequence sequence -> "sequences";
          case View view -> "views";
        };
    return new SqlException(
            SqlState.WRONG_OBJECT_TYPE,
            "ALTER action %s cannot be performed on relation \"%s\""
                .formatted(of(action), relation.name()))
        .with(Field.DETAIL, "This operation is not supported for " + kinds + ".");
  }
}
