package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Table;
import java.util.Optional;

/**
 * SET EXPRESSION of a generated column: a rewrite if it is stored, catalog only if it is virtual.
 */
final class SetExpressionRule {
  private SetExpressionRule() {}

  static boolean needsRebuild(
      StatementDraft draft, Table table, AlterTableAction.SetExpression action) {
    return Targets.column(draft, table, action.column()).generated() == Column.Generated.STORED;
  }

  static void apply(StatementDraft draft, Table table, AlterTableAction.SetExpression action) {
    Column column = Targets.column(draft, table, action.column());
    draft
        .asWritten()
        .locks(
            column.generated() == Column.Generated.VIRTUAL
                ? "set-virtual-expression"
                : "set-expression",
            Roles.of(table));
    if (!draft.facts().atLeast(17)) {
      draft.asWritten().fails("SET EXPRESSION came with PostgreSQL 17");
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          draft.facts().version() + " has no SET EXPRESSION",
          "Add a new generated column, and drop the old one later.");
      return;
    }
    switch (column.generated()) {
      case STORED -> {
        draft.asWritten().form("set-expression", Roles.of(table));
        draft.rebuild(table.name(), action.text());
      }
      case VIRTUAL ->
          draft.instant(
              table.name(),
              InstantGroup.Action.of(
                  Phase.MIGRATE,
                  "Set the expression of " + column.name(),
                  action.text(),
                  Optional.empty(),
                  "A virtual column is computed when it is read."));
      case NO -> {
        draft.asWritten().fails("column " + column.name() + " is no generated column");
        draft.refuse(
            ErrorCode.OBJECT_MISSING,
            "column " + column.name() + " is no generated column",
            "Check the column's name.");
      }
    }
  }
}
