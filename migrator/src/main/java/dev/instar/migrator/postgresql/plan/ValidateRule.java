package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.postgresql.form.Role;
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
    Optional<TableName> parent =
        found.flatMap(Constraint::referenced).map(Constraint.Reference::table);
    String form =
        parent.isPresent()
            ? "validate-foreign-key"
            : found.isPresent() ? "validate-check" : "validate-not-null";
    Roles roles = Roles.of(table).with(Role.PARENT, parent.stream().toList());
    if (valid) {
      draft.asWritten().locks(form, Roles.of(table));
      draft.find(FindingCode.NOTHING_TO_DO, "constraint " + constraint + " is valid already");
      return;
    }
    draft.asWritten().form(form, roles);
    (parent.isPresent()
            ? ForeignKeyRule.validate(draft, name, parent.get(), constraint)
            : Validations.of(draft, name, constraint, "constraint " + constraint))
        .forEach(draft::step);
    draft.find(FindingCode.VIOLATIONS_STOP, name, "constraint " + constraint);
    draft.changeAll(name, t -> t.constraint(constraint, Constraint::withValidated));
    notNull.ifPresent(
        c ->
            draft.changeAll(
                name,
                t ->
                    t.column(
                        c.name(),
                        x -> x.withNullability(Nullability.NOT_NULL, Optional.of(constraint)))));
  }
}
