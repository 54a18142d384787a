package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Table;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * ALTER TABLE: each action by its rule. Once one action needs a shadow, the other actions on the
 * same columns go with it, because only the new shape can take them.
 */
final class AlterTableRule {
  private AlterTableRule() {}

  /** Returns the rebuild step, where there is one. */
  static Optional<StepDraft> apply(StatementDraft draft, Statement.AlterTable alter) {
    Optional<Table> found = Targets.table(draft, alter.table(), alter.ifExists());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Table before = found.get();
    if (partition(draft, before, alter)) {
      return Optional.empty();
    }
    if (TreeActions.areInstant(draft, before, alter)) {
      TreeActions.apply(draft, before, alter, model(draft, before, alter));
      return Optional.empty();
    }
    boolean ownOfLeaf =
        Targets.leaf(before) && alter.actions().stream().allMatch(AlterTableRule::ownOfLeaf);
    if (Targets.leaf(before) && alter.actions().stream().anyMatch(AlterTableRule::shapes)) {
      draft.asWritten().fails("the columns of a partition are its parent's");
    }
    boolean family = before.kind() == Table.Kind.PARTITIONED && !alter.only();
    boolean throughParent =
        family && alter.actions().stream().allMatch(PartitionedActions::areKnown);
    if (!ownOfLeaf && !throughParent && !Targets.plain(draft, before)) {
      draft.asWritten().on(before.name(), LockMode.ACCESS_EXCLUSIVE);
      if (!alter.only()) {
        before.children().forEach(c -> draft.asWritten().lock(c, LockMode.ACCESS_EXCLUSIVE));
      }
      if (before.kind() == Table.Kind.TABLE && Targets.ofTree(before) && !Targets.leaf(before)) {
        TreeActions.effect(draft, before, alter, model(draft, before, alter));
      }
      return Optional.empty();
    }
    Set<String> reshaped = reshaped(draft, before, alter);
    Optional<Constraint> replaced = replacedKey(before, alter);
    Set<String> dropped = new HashSet<>();
    for (AlterTableAction action : inPasses(alter.actions())) {
      Table table = draft.table(before.name());
      draft.at(action.text());
      if (action instanceof AlterTableAction.DropColumn drop) {
        dropped.add(drop.column());
      }
      if (replaced.isPresent()
          && action instanceof AlterTableAction.DropConstraint drop
          && drop.constraint().equals(replaced.get().name())) {
        ReplacedKey.refuseUsed(draft, table, replaced.get());
      } else if (JoinedActions.joins(action, reshaped)) {
        JoinedActions.apply(draft, table, action);
      } else {
        apply(draft, table, action, reshaped, replaced);
      }
      if (throughParent) {
        draft
            .asWritten()
            .withPartitions(before, PartitionedActions.lockBelow(draft, table, action));
      }
    }
    return RebuildRule.step(draft, before, dropped);
  }

  /** The statement by the rules for one table, as far as they go. */
  private static StatementDraft model(
      StatementDraft draft, Table table, Statement.AlterTable alter) {
    StatementDraft model = draft.scratch();
    for (AlterTableAction action : inPasses(alter.actions())) {
      apply(
          model,
          model.table(table.name()),
          action,
          reshaped(draft, table, alter),
          Optional.empty());
    }
    return model;
  }

  /** What makes a table a partition, or one of its own, stands alone in its ALTER TABLE. */
  private static boolean partition(StatementDraft draft, Table table, Statement.AlterTable alter) {
    if (table.kind() != Table.Kind.PARTITIONED) {
      return false;
    }
    return switch (alter.actions().getFirst()) {
      case AlterTableAction.AttachPartition attach -> {
        AttachRule.apply(draft, table, attach);
        yield true;
      }
      case AlterTableAction.DetachPartition detach -> {
        DetachRule.apply(draft, table, detach);
        yield true;
      }
      default -> false;
    };
  }

  /**
   * The order in which the server takes the actions of one ALTER TABLE, after the AT_PASS constants
   * of its tablecmds.c: a CHECK may stand before the column that it is about.
   */
  private static List<AlterTableAction> inPasses(List<AlterTableAction> actions) {
    return actions.stream().sorted(Comparator.comparingInt(AlterTableRule::pass)).toList();
  }

  private static int pass(AlterTableAction action) {
    return switch (action) {
      case AlterTableAction.DropColumn a -> 0;
      case AlterTableAction.DropConstraint a -> 0;
      case AlterTableAction.DropDefault a -> 0;
      case AlterTableAction.DropNotNull a -> 0;
      case AlterTableAction.DropExpression a -> 0;
      case AlterTableAction.DropIdentity a -> 0;
      case AlterTableAction.AlterColumnType a -> 1;
      case AlterTableAction.AddColumn a -> 2;
      case AlterTableAction.SetExpression a -> 3;
      case AlterTableAction.SetNotNull a -> 4;
      case AlterTableAction.AddConstraint a -> constraintPass(a.constraint());
      default -> 7;
    };
  }

  private static int constraintPass(TableConstraint constraint) {
    return switch (constraint) {
      case TableConstraint.NotNull c -> 4;
      case TableConstraint.Unique c -> 5;
      case TableConstraint.UniqueUsingIndex c -> 5;
      case TableConstraint.Exclude c -> 5;
      case TableConstraint.Check c -> 6;
      case TableConstraint.ForeignKey c -> 6;
    };
  }

  private static boolean shapes(AlterTableAction action) {
    return action instanceof AlterTableAction.AddColumn
        || action instanceof AlterTableAction.DropColumn
        || action instanceof AlterTableAction.AlterColumnType;
  }

  /** What a partition may have beside what its parent has. Its columns are the parent's. */
  private static boolean ownOfLeaf(AlterTableAction action) {
    return switch (action) {
      case AlterTableAction.AddConstraint a -> !(a.constraint() instanceof TableConstraint.Exclude);
      case AlterTableAction.ValidateConstraint a -> true;
      case AlterTableAction.DropConstraint a -> true;
      case AlterTableAction.SetNotNull a -> true;
      case AlterTableAction.SetDefault a -> true;
      case AlterTableAction.DropDefault a -> true;
      default -> false;
    };
  }

  /** The columns that only a shadow can give their new shape. */
  private static Set<String> reshaped(
      StatementDraft draft, Table table, Statement.AlterTable alter) {
    Set<String> columns = new HashSet<>();
    for (AlterTableAction action : alter.actions()) {
      switch (action) {
        case AlterTableAction.AlterColumnType type
            when ColumnTypeRule.needsRebuild(draft, table, type) ->
            columns.add(type.column());
        case AlterTableAction.SetExpression expression
            when SetExpressionRule.needsRebuild(draft, table, expression) ->
            columns.add(expression.column());
        case AlterTableAction.AddColumn add when AddColumnRule.needsRebuild(draft, table, add) ->
            columns.add(add.column().name());
        default -> {}
      }
    }
    return columns;
  }

  /** The primary key that one action drops and another replaces. */
  private static Optional<Constraint> replacedKey(Table table, Statement.AlterTable alter) {
    boolean adds =
        alter.actions().stream()
            .anyMatch(
                a ->
                    a instanceof AlterTableAction.AddConstraint add
                        && add.constraint() instanceof TableConstraint.Unique unique
                        && unique.primaryKey());
    return table
        .primaryKey()
        .filter(p -> adds)
        .filter(
            p ->
                alter.actions().stream()
                    .anyMatch(
                        a ->
                            a instanceof AlterTableAction.DropConstraint drop
                                && drop.constraint().equals(p.name())));
  }

  private static void apply(
      StatementDraft draft,
      Table table,
      AlterTableAction action,
      Set<String> reshaped,
      Optional<Constraint> replaced) {
    switch (action) {
      case AlterTableAction.AddColumn a -> AddColumnRule.apply(draft, table, a);
      case AlterTableAction.DropColumn a -> DropRules.column(draft, table, a);
      case AlterTableAction.AlterColumnType a ->
          ColumnTypeRule.apply(draft, table, a, reshaped.contains(a.column()));
      case AlterTableAction.SetDefault a -> ColumnSettingRules.setDefault(draft, table, a);
      case AlterTableAction.DropDefault a -> ColumnSettingRules.dropDefault(draft, table, a);
      case AlterTableAction.SetNotNull a -> NotNullRule.apply(draft, table, a);
      case AlterTableAction.DropNotNull a -> ColumnSettingRules.dropNotNull(draft, table, a);
      case AlterTableAction.SetExpression a -> SetExpressionRule.apply(draft, table, a);
      case AlterTableAction.DropExpression a -> ColumnSettingRules.dropExpression(draft, table, a);
      case AlterTableAction.AddIdentity a -> ColumnSettingRules.addIdentity(draft, table, a);
      case AlterTableAction.SetIdentity a ->
          ColumnSettingRules.plain(
              draft,
              table,
              "set-identity",
              a.column(),
              a.text(),
              "Change the identity of " + a.column());
      case AlterTableAction.DropIdentity a -> ColumnSettingRules.dropIdentity(draft, table, a);
      case AlterTableAction.SetStorage a ->
          ColumnSettingRules.plain(
              draft,
              table,
              "set-storage",
              a.column(),
              a.text(),
              "Set the storage of " + a.column());
      case AlterTableAction.SetCompression a ->
          ColumnSettingRules.plain(
              draft,
              table,
              "set-compression",
              a.column(),
              a.text(),
              "Set the compression of " + a.column());
      case AlterTableAction.AddConstraint a ->
          constraint(draft, table, a.constraint(), reshaped, replaced);
      case AlterTableAction.ValidateConstraint a -> ValidateRule.apply(draft, table, a);
      case AlterTableAction.DropConstraint a -> DropRules.constraint(draft, table, a);
      case AlterTableAction.OwnerTo a -> ColumnSettingRules.owner(draft, table, a);
      case AlterTableAction.SetStatistics a -> CatalogActions.statistics(draft, table, a);
      case AlterTableAction.SetColumnOptions a -> CatalogActions.columnOptions(draft, table, a);
      case AlterTableAction.SetTableOptions a -> CatalogActions.options(draft, table, a);
      case AlterTableAction.ClusterOn a -> CatalogActions.clusterOn(draft, table, a);
      case AlterTableAction.SwitchTrigger a -> CatalogActions.triggers(draft, table, a);
      case AlterTableAction.AlterConstraint a -> CatalogActions.constraint(draft, table, a);
      case AlterTableAction.ReplicaIdentity a -> ReplicaIdentityRule.apply(draft, table, a);
      case AlterTableAction.RowSecurity a -> CatalogActions.rowSecurity(draft, table, a);
      case AlterTableAction.SetPersistence a -> StorageRules.persistence(draft, table, a);
      case AlterTableAction.SetTablespace a -> StorageRules.tablespace(draft, table, a);
      case AlterTableAction.SetAccessMethod a -> StorageRules.accessMethod(draft, table, a);
      case AlterTableAction.Inherit a -> CatalogActions.inherit(draft, table, a);
      case AlterTableAction.AttachPartition a -> refusePartition(draft, table, "attach-partition");
      case AlterTableAction.DetachPartition a -> refusePartition(draft, table, "detach-partition");
    }
  }

  /** ADD of a constraint, by the rule for its kind. */
  static void constraint(
      StatementDraft draft,
      Table table,
      TableConstraint constraint,
      Set<String> reshaped,
      Optional<Constraint> replaced) {
    switch (constraint) {
      case TableConstraint.Check c -> CheckRule.apply(draft, table, c);
      case TableConstraint.NotNull c -> NotNullConstraintRule.apply(draft, table, c);
      case TableConstraint.Unique c ->
          UniqueRule.apply(draft, table, c, c.primaryKey() ? replaced : Optional.empty());
      case TableConstraint.UniqueUsingIndex c -> UniqueRule.usingIndex(draft, table, c);
      case TableConstraint.ForeignKey c ->
          ForeignKeyRule.apply(draft, table, c, c.columns().stream().anyMatch(reshaped::contains));
      case TableConstraint.Exclude c -> ExcludeRule.apply(draft, table, c);
    }
  }

  private static void refusePartition(StatementDraft draft, Table table, String form) {
    draft.asWritten().form(form, Roles.of(table)).fails(table.name() + " is not partitioned");
    draft.refuse(
        ErrorCode.STATEMENT_UNSUPPORTED,
        table.name() + " is not partitioned, and the server cannot make it so",
        "Make a partitioned table, move the rows, and give it this one's name.");
  }
}
