package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.Nullability;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.Optional;

/** VALIDATE CONSTRAINT: it lets readers and writers through as it is. */
final class ValidateRule {
  private ValidateRule() {}

  static void apply(StatementDraft draft, Table table, AlterTableAction.ValidateConstraint action) {
    TableName name = table.name();
    String constraint = action.constraint();
    draft.asWritten().on(name, LockMode.SHARE_UPDATE_EXCLUSIVE);
    Optional<Constraint> found = table.constraint(constraint);
    Optional<Column> notNull =
        table.columns().stream()
            .filter(c -> c.notNullConstraint().equals(Optional.of(constraint)))
            .findFirst();
    if (found.isEmpty() && notNull.isEmpty()) {
      throw draft.missing("constraint " + constraint + " of table " + name);
    }
    boolean valid =
        found.map(Constraint::validated).orElseGet(() -> notNull.orElseThrow().notNull());
    if (valid) {
      draft.find(FindingCode.NOTHING_TO_DO, "constraint " + constraint + " is valid already");
      return;
    }
    draft.asWritten().work(Work.SCAN, Estimates.scan(table.size()));
    Optional<TableName> parent =
        found.flatMap(Constraint::referenced).map(Constraint.Reference::table);
    parent.ifPresent(p -> draft.asWritten().lock(p, LockMode.ROW_SHARE));
    draft.step(
        parent.isPresent()
            ? ForeignKeyRule.validate(draft, name, parent.get(), constraint)
            : NotNullRule.validate(draft, name, constraint, "constraint " + constraint));
    draft.find(FindingCode.VIOLATIONS_STOP, name, "constraint " + constraint);
    draft.change(name, t -> t.constraint(constraint, Constraint::withValidated));
    notNull.ifPresent(
        c ->
            draft.change(
                name,
                t ->
                    t.column(
                        c.name(),
                        x -> x.withNullability(Nullability.NOT_NULL, Optional.of(constraint)))));
  }
}
