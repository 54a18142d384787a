package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of an inheritance tree changes in the catalog alone: the statement runs as it is written,
 * and locks the tables below unless it says ONLY. All else of a tree is refused.
 */
final class TreeActions {
  private TreeActions() {}

  /** Whether these are such changes of such a table. */
  static boolean areInstant(StatementDraft draft, Table table, Statement.AlterTable alter) {
    boolean tree =
        table.kind() == Table.Kind.TABLE
            && table.persistence() != Table.Persistence.TEMPORARY
            && !table.has(Table.Trait.PARTITION)
            && Targets.ofTree(table);
    return tree
        && alter.actions().stream().allMatch(a -> form(draft, table, a).isPresent())
        && !mustBeBelow(table, alter);
  }

  /** Whether it gives a table alone what those below it must have too. */
  private static boolean mustBeBelow(Table table, Statement.AlterTable alter) {
    return alter.only()
        && !table.children().isEmpty()
        && !alter.actions().stream().allMatch(TreeActions::mayStandAlone);
  }

  /** What a table may have that those below it do not have. */
  private static boolean mayStandAlone(AlterTableAction action) {
    return switch (action) {
      case AlterTableAction.AddColumn add -> false;
      case AlterTableAction.AddConstraint add -> isOfOneTable(add);
      default -> true;
    };
  }

  private static boolean isOfOneTable(AlterTableAction.AddConstraint add) {
    return add.constraint() instanceof TableConstraint.Check check && check.noInherit();
  }

  /** The form of an action that is instant; empty for any other. */
  private static Optional<String> form(StatementDraft draft, Table table, AlterTableAction action) {
    return switch (action) {
      case AlterTableAction.AddColumn add ->
          Optional.of(NewColumn.of(draft, add.column()))
              .filter(NewColumn::instantAsWritten)
              .filter(column -> table.column(column.name()).isEmpty())
              .map(AddColumnRule::form);
      case AlterTableAction.SetDefault a -> Optional.of("set-default");
      case AlterTableAction.DropDefault a -> Optional.of("drop-default");
      case AlterTableAction.AddConstraint add ->
          add.constraint() instanceof TableConstraint.Check check
                  && check.notValid()
                  && check.name().isPresent()
              ? Optional.of("add-check-not-valid")
              : Optional.empty();
      case AlterTableAction.Inherit inherit ->
          Optional.of(inherit.inherit() ? "inherit" : "no-inherit");
      default -> Optional.empty();
    };
  }

  /**
   * @param model the same statement by the rules for one table, which know what it leaves behind
   */
  static void apply(
      StatementDraft draft, Table table, Statement.AlterTable alter, StatementDraft model) {
    if (alter.actions().size() == 1
        && alter.actions().getFirst() instanceof AlterTableAction.Inherit inherit) {
      CatalogActions.inherit(draft, table, inherit);
      return;
    }
    List<OneStep.Part> parts = new ArrayList<>();
    List<String> undo = new ArrayList<>();
    for (AlterTableAction action : alter.actions()) {
      parts.add(
          new OneStep.Part(
              form(draft, table, action).orElseThrow(), roles(draft, table, alter, action)));
      undo(action).ifPresent(undo::add);
    }
    boolean below = !alter.only() && !table.children().isEmpty();
    String title = "Change " + table.name() + (below ? " and the tables below it" : "");
    Undo back =
        undo.size() == alter.actions().size()
            ? new Undo.Sql(
                List.of("ALTER TABLE " + table.name().quoted() + " " + String.join(", ", undo)))
            : new Undo.Impossible("what was there before is not known of every table");
    new OneStep(parts, title, "Catalog only; no row is read.", back).in(draft, Phase.EXPAND);
    draft.schema(model.schema());
    for (Column column : draft.table(table.name()).columns()) {
      if (table.column(column.name()).isEmpty()) {
        table.children().forEach(child -> draft.change(child, t -> t.add(column)));
      }
    }
  }

  /**
   * What a statement that is refused would do to the rows, if it is run as it is.
   *
   * @param model as for {@link #apply}
   */
  static void effect(
      StatementDraft draft, Table table, Statement.AlterTable alter, StatementDraft model) {
    Effect one = model.asWritten().effect();
    boolean below = !alter.only() && !table.children().isEmpty();
    draft.asWritten().work(one.work(), below ? Estimates.UNKNOWN : one.estimate());
    if (mustBeBelow(table, alter)) {
      draft.asWritten().fails("the tables that inherit from it must have it too");
    }
  }

  private static Roles roles(
      StatementDraft draft, Table table, Statement.AlterTable alter, AlterTableAction action) {
    Roles roles = Roles.of(table);
    if (action instanceof AlterTableAction.Inherit inherit) {
      TableName parent = Targets.table(draft, inherit.parent(), false).orElseThrow().name();
      return roles.with(Role.PARENT, parent);
    }
    boolean alone =
        alter.only() || (action instanceof AlterTableAction.AddConstraint add && isOfOneTable(add));
    return alone ? roles : roles.with(Role.PARTITION, table.children());
  }

  /** What takes it back, in all tables that have it. */
  private static Optional<String> undo(AlterTableAction action) {
    return switch (action) {
      case AlterTableAction.AddColumn add ->
          Optional.of("DROP COLUMN " + Identifiers.quote(add.column().name()));
      case AlterTableAction.AddConstraint add ->
          add.constraint().name().map(name -> "DROP CONSTRAINT " + Identifiers.quote(name));
      default -> Optional.empty();
    };
  }
}
