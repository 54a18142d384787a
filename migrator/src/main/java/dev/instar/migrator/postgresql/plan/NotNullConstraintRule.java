package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.Nullability;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import java.util.List;
import java.util.Optional;

/** ADD CONSTRAINT … NOT NULL column, which PostgreSQL has since 18. */
final class NotNullConstraintRule {
  private NotNullConstraintRule() {}

  static void apply(StatementDraft draft, Table table, TableConstraint.NotNull constraint) {
    Column column = Targets.column(draft, table, constraint.column());
    draft
        .asWritten()
        .locks(constraint.notValid() ? "add-not-null-not-valid" : "add-not-null", Roles.of(table));
    if (!draft.facts().atLeast(18)) {
      draft.asWritten().fails("NOT NULL constraints with a name came with PostgreSQL 18");
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          draft.facts().version() + " has no ADD CONSTRAINT … NOT NULL",
          "ALTER COLUMN " + column.name() + " SET NOT NULL.");
      return;
    }
    if (column.notNull()) {
      draft.find(FindingCode.NOTHING_TO_DO, "column " + column.name() + " is NOT NULL already");
      return;
    }
    if (!constraint.notValid()) {
      draft.asWritten().form("add-not-null", Roles.of(table));
      draft.find(FindingCode.VIOLATIONS_STOP, table.name(), "NOT NULL of " + column.name());
      NotNullRule.prove(draft, table.name(), column.name(), constraint.name());
      return;
    }
    String name =
        constraint
            .name()
            .orElseGet(
                () ->
                    ObjectNames.constraint(
                        draft.schema(), table.name(), List.of(column.name()), "not_null"));
    draft.step(
        StepDraft.execute(
                Phase.EXPAND,
                "Add NOT NULL of " + column.name() + " for new rows",
                "NOT VALID reads no row; from here on no new NULL comes in.",
                NotNullRule.alter(table.name()) + "ADD " + constraint.text() + " NOT VALID")
            .lock(draft.family(table.name()), LockMode.ACCESS_EXCLUSIVE)
            .undo(NotNullRule.alter(table.name()) + "DROP CONSTRAINT " + Identifiers.quote(name)));
    draft.changeAll(
        table.name(),
        t ->
            t.column(
                column.name(), c -> c.withNullability(Nullability.NOT_VALID, Optional.of(name))));
  }
}
