package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.Nullability;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Actions on a column that a shadow reshapes. They go to the shadow with it: a default or a CHECK
 * that is written for the new type does not fit the old one, and the empty shadow takes them at
 * once.
 */
final class JoinedActions {
  private JoinedActions() {}

  static boolean joins(AlterTableAction action, Set<String> reshaped) {
    return switch (action) {
      case AlterTableAction.SetDefault a -> reshaped.contains(a.column());
      case AlterTableAction.DropDefault a -> reshaped.contains(a.column());
      case AlterTableAction.SetNotNull a -> reshaped.contains(a.column());
      case AlterTableAction.DropNotNull a -> reshaped.contains(a.column());
      case AlterTableAction.SetStorage a -> reshaped.contains(a.column());
      case AlterTableAction.SetCompression a -> reshaped.contains(a.column());
      case AlterTableAction.SetStatistics a -> reshaped.contains(a.column());
      case AlterTableAction.SetColumnOptions a -> reshaped.contains(a.column());
      case AlterTableAction.AddConstraint a ->
          switch (a.constraint()) {
            case TableConstraint.Check c ->
                ExpressionFacts.columns(c.expression().tree()).stream()
                    .anyMatch(reshaped::contains);
            case TableConstraint.Unique c ->
                !c.primaryKey() && c.columns().stream().anyMatch(reshaped::contains);
            case TableConstraint.NotNull c -> reshaped.contains(c.column());
            case TableConstraint.UniqueUsingIndex c -> false;
            case TableConstraint.ForeignKey c -> false;
            case TableConstraint.Exclude c -> false;
          };
      default -> false;
    };
  }

  static void apply(StatementDraft draft, Table table, AlterTableAction action) {
    TableName name = table.name();
    draft.asWritten().on(name, LockMode.ACCESS_EXCLUSIVE);
    if (action instanceof AlterTableAction.AddConstraint add) {
      constraint(draft, table, add);
      return;
    }
    draft.rebuild(name, action.text());
    switch (action) {
      case AlterTableAction.SetDefault a ->
          change(draft, name, a.column(), Optional.of(a.expression().text()));
      case AlterTableAction.DropDefault a -> change(draft, name, a.column(), Optional.empty());
      case AlterTableAction.SetNotNull a -> change(draft, name, a.column(), Nullability.NOT_NULL);
      case AlterTableAction.DropNotNull a -> change(draft, name, a.column(), Nullability.NULLABLE);
      default -> {}
    }
  }

  private static void change(
      StatementDraft draft, TableName table, String column, Optional<String> defaultValue) {
    draft.change(table, t -> t.column(column, c -> c.withDefault(defaultValue)));
  }

  private static void change(
      StatementDraft draft, TableName table, String column, Nullability nullability) {
    draft.change(
        table,
        t -> t.column(column, (Column c) -> c.withNullability(nullability, c.notNullConstraint())));
  }

  private static void constraint(
      StatementDraft draft, Table table, AlterTableAction.AddConstraint add) {
    TableName name = table.name();
    switch (add.constraint()) {
      case TableConstraint.Check c -> {
        List<String> columns = ExpressionFacts.columns(c.expression().tree());
        String chosen =
            c.name()
                .orElseGet(
                    () ->
                        ObjectNames.constraint(
                            draft.schema(),
                            name,
                            columns.size() == 1 ? columns : List.of(),
                            "check"));
        String text = CheckRule.text(c.expression(), c.noInherit(), c.enforced());
        draft.rebuild(name, "ADD " + Constraints.named(chosen, Optional.empty(), text));
        remember(draft, name, chosen, Constraint.Type.CHECK, text, columns);
      }
      case TableConstraint.Unique c -> {
        String chosen =
            c.name()
                .orElseGet(
                    () ->
                        ObjectNames.constraintIndex(
                            draft.schema(), name, ObjectNames.distinct(c.columns()), "key"));
        draft.rebuild(name, "ADD " + Constraints.named(chosen, c.name(), c.text()));
        remember(draft, name, chosen, Constraint.Type.UNIQUE, c.text(), c.columns());
        draft.schema(draft.schema().withRelationName(new TableName(name.schema(), chosen)));
      }
      case TableConstraint.NotNull c -> {
        draft.rebuild(name, "ADD " + c.text());
        change(draft, name, c.column(), Nullability.NOT_NULL);
      }
      case TableConstraint.UniqueUsingIndex c -> throw new IllegalStateException(c.text());
      case TableConstraint.ForeignKey c -> throw new IllegalStateException(c.text());
      case TableConstraint.Exclude c -> throw new IllegalStateException(c.text());
    }
  }

  private static void remember(
      StatementDraft draft,
      TableName table,
      String name,
      Constraint.Type type,
      String text,
      List<String> columns) {
    Constraints.remember(
        draft,
        table,
        new Constraint(name, type, text, true, true, false, columns, Optional.empty()));
  }
}
