package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.schema.Table;

/** What a partitioned table can be given, together with all its partitions. */
final class PartitionedActions {
  private PartitionedActions() {}

  static boolean areKnown(AlterTableAction action) {
    return switch (action) {
      case AlterTableAction.AddColumn a -> true;
      case AlterTableAction.DropColumn a -> true;
      case AlterTableAction.AlterColumnType a -> true;
      case AlterTableAction.SetDefault a -> true;
      case AlterTableAction.DropDefault a -> true;
      case AlterTableAction.SetNotNull a -> true;
      case AlterTableAction.DropNotNull a -> true;
      case AlterTableAction.SetStorage a -> true;
      case AlterTableAction.AddConstraint a -> !(a.constraint() instanceof TableConstraint.Exclude);
      case AlterTableAction.ValidateConstraint a -> true;
      case AlterTableAction.DropConstraint a -> true;
      default -> false;
    };
  }

  /**
   * What the partitions are locked with.
   *
   * @param table as it is before the action
   */
  static LockMode lockBelow(StatementDraft draft, Table table, AlterTableAction action) {
    return switch (action) {
      case AlterTableAction.ValidateConstraint a -> LockMode.SHARE_UPDATE_EXCLUSIVE;
      case AlterTableAction.AddConstraint a ->
          switch (a.constraint()) {
            case TableConstraint.ForeignKey key -> LockMode.SHARE_ROW_EXCLUSIVE;
            case TableConstraint.Unique unique ->
                draft.facts().atLeast(18)
                        || (unique.primaryKey()
                            && unique.columns().stream().anyMatch(c -> nullable(table, c)))
                    ? LockMode.ACCESS_EXCLUSIVE
                    : LockMode.SHARE;
            default -> LockMode.ACCESS_EXCLUSIVE;
          };
      default -> LockMode.ACCESS_EXCLUSIVE;
    };
  }

  private static boolean nullable(Table table, String column) {
    return table.column(column).map(c -> !c.notNull()).orElse(false);
  }
}
