package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.Optional;

/** The actions on a column that are catalog only whatever the table holds. */
final class ColumnSettingRules {
  private ColumnSettingRules() {}

  static void setDefault(StatementDraft draft, Table table, AlterTableAction.SetDefault action) {
    Column column = Targets.column(draft, table, action.column());
    instant(
        draft,
        table,
        "set-default",
        Phase.EXPAND,
        "Set the default of " + column.name(),
        action.text(),
        Optional.of(previousDefault(column)),
        "A default counts for new rows only.");
    draft.changeAll(
        table.name(),
        t -> t.column(column.name(), c -> c.withDefault(Optional.of(action.expression().text()))));
  }

  static void dropDefault(StatementDraft draft, Table table, AlterTableAction.DropDefault action) {
    Column column = Targets.column(draft, table, action.column());
    if (column.defaultExpression().isEmpty()) {
      draft.asWritten().locks("drop-default", Roles.of(table));
      draft.find(FindingCode.NOTHING_TO_DO, "column " + column.name() + " has no default");
      return;
    }
    instant(
        draft,
        table,
        "drop-default",
        Phase.MIGRATE,
        "Drop the default of " + column.name(),
        action.text(),
        Optional.of(previousDefault(column)),
        "A default counts for new rows only.");
    draft.changeAll(
        table.name(), t -> t.column(column.name(), c -> c.withDefault(Optional.empty())));
  }

  private static String previousDefault(Column column) {
    String alter = "ALTER COLUMN " + Identifiers.quote(column.name());
    return column
        .defaultExpression()
        .map(d -> alter + " SET DEFAULT " + d)
        .orElse(alter + " DROP DEFAULT");
  }

  static void dropNotNull(StatementDraft draft, Table table, AlterTableAction.DropNotNull action) {
    Column column = Targets.column(draft, table, action.column());
    if (column.nullability() == Column.Nullability.NULLABLE) {
      draft.asWritten().form("drop-not-null", Roles.of(table));
      draft.find(FindingCode.NOTHING_TO_DO, "column " + column.name() + " allows NULL already");
      return;
    }
    instant(
        draft,
        table,
        "drop-not-null",
        Phase.MIGRATE,
        "Drop NOT NULL of " + column.name(),
        action.text(),
        Optional.empty(),
        "Catalog only, and it only loosens.");
    draft.changeAll(
        table.name(),
        t ->
            t.column(
                column.name(),
                c -> c.withNullability(Column.Nullability.NULLABLE, Optional.empty())));
  }

  static void addIdentity(StatementDraft draft, Table table, AlterTableAction.AddIdentity action) {
    Column column = Targets.column(draft, table, action.column());
    TableName sequence =
        new TableName(
            table.name().schema(),
            ObjectNames.sequence(draft.schema(), table.name(), column.name()));
    instant(
        draft,
        table,
        "add-identity",
        Phase.MIGRATE,
        "Make " + column.name() + " an identity column",
        action.text(),
        Optional.of("ALTER COLUMN " + Identifiers.quote(column.name()) + " DROP IDENTITY"),
        "The rows that are there keep their values.");
    if (!column.notNull()) {
      draft.asWritten().fails("column " + column.name() + " is not NOT NULL");
    }
    draft.schema(draft.schema().withRelationName(sequence));
    draft.changeAll(
        table.name(),
        t ->
            t.column(
                column.name(),
                c ->
                    c.withIdentity(
                            action.always() ? Column.Identity.ALWAYS : Column.Identity.BY_DEFAULT)
                        .withSequence(
                            Optional.of(
                                new Column.OwnedSequence(sequence, column.type().base().name())))));
  }

  static void dropIdentity(
      StatementDraft draft, Table table, AlterTableAction.DropIdentity action) {
    Column column = Targets.column(draft, table, action.column());
    if (column.identity() == Column.Identity.NONE) {
      draft.asWritten().form("drop-identity", Roles.of(table));
      if (!action.ifExists()) {
        throw draft.missing("identity of column " + column.name());
      }
      draft.find(FindingCode.NOTHING_TO_DO, "column " + column.name() + " is no identity column");
      return;
    }
    instant(
        draft,
        table,
        "drop-identity",
        Phase.MIGRATE,
        "Drop the identity of " + column.name(),
        action.text(),
        Optional.empty(),
        "Catalog only; the values stay.");
    draft.asWritten().form("drop-identity", sequence(table, column));
    draft.changeAll(
        table.name(),
        t ->
            t.column(
                column.name(),
                c -> c.withIdentity(Column.Identity.NONE).withSequence(Optional.empty())));
  }

  static void dropExpression(
      StatementDraft draft, Table table, AlterTableAction.DropExpression action) {
    Column column = Targets.column(draft, table, action.column());
    instant(
        draft,
        table,
        "drop-expression",
        Phase.MIGRATE,
        "Make " + column.name() + " an ordinary column",
        action.text(),
        Optional.empty(),
        "Catalog only; the values stay.");
    draft.changeAll(
        table.name(), t -> t.column(column.name(), c -> c.withGenerated(Column.Generated.NO)));
  }

  /** Any action on a column that leaves what the model knows as it is. */
  static void plain(
      StatementDraft draft, Table table, String form, String column, String sql, String title) {
    Targets.column(draft, table, column);
    instant(
        draft,
        table,
        form,
        Phase.EXPAND,
        title,
        sql,
        Optional.empty(),
        "Catalog only; for new values.");
  }

  static void owner(StatementDraft draft, Table table, AlterTableAction.OwnerTo action) {
    instant(
        draft,
        table,
        "set-owner",
        Phase.MIGRATE,
        "Give " + table.name() + " to " + action.role(),
        action.text(),
        Optional.of("OWNER TO " + Identifiers.quote(table.owner())),
        "Catalog only.");
  }

  private static Roles sequence(Table table, Column column) {
    return Roles.of(table)
        .with(Role.SEQUENCE, column.sequence().map(Column.OwnedSequence::name).stream().toList());
  }

  private static void instant(
      StatementDraft draft,
      Table table,
      String form,
      Phase phase,
      String title,
      String sql,
      Optional<String> undo,
      String reason) {
    draft.asWritten().form(form, Roles.of(table));
    draft.instant(table.name(), InstantGroup.Action.of(phase, title, sql, undo, reason));
  }
}
