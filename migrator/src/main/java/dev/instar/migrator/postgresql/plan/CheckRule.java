package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;

/**
 * ADD CHECK. As written it reads every row under ACCESS EXCLUSIVE. The recipe: NOT VALID, then
 * VALIDATE in a transaction of its own.
 */
final class CheckRule {
  private CheckRule() {}

  static void apply(StatementDraft draft, Table table, TableConstraint.Check check) {
    boolean scans = check.enforced() && !check.notValid();
    draft.asWritten().form(form(check, scans), Roles.of(table));
    add(
        draft,
        table.name(),
        check.name(),
        check.expression(),
        text(check.expression(), check.noInherit(), check.enforced()),
        scans);
  }

  private static String form(TableConstraint.Check check, boolean scans) {
    if (scans) {
      return "add-check";
    }
    return check.enforced() ? "add-check-not-valid" : "add-check-not-enforced";
  }

  /** The constraint without its name. */
  static String text(SqlFragment expression, boolean noInherit, boolean enforced) {
    return "CHECK ("
        + expression.text()
        + ")"
        + (noInherit ? " NO INHERIT" : "")
        + (enforced ? "" : " NOT ENFORCED");
  }

  /**
   * The steps that add a CHECK.
   *
   * @param text the constraint without its name
   * @param validate whether every row must be looked at
   */
  static void add(
      StatementDraft draft,
      TableName table,
      Optional<String> written,
      SqlFragment expression,
      String text,
      boolean validate) {
    List<String> columns = ExpressionFacts.columns(expression.tree());
    String name =
        written.orElseGet(
            () ->
                ObjectNames.constraint(
                    draft.schema(), table, columns.size() == 1 ? columns : List.of(), "check"));
    Constraints.free(draft, table, name);
    String clause = "ADD CONSTRAINT " + Identifiers.quote(name) + " " + text;
    boolean enforced = !text.endsWith(" NOT ENFORCED");
    String undo = "DROP CONSTRAINT " + Identifiers.quote(name);
    draft.step(
        StepDraft.execute(
                Phase.EXPAND,
                "Add CHECK " + name + (enforced ? " for new rows" : ""),
                enforced
                    ? "NOT VALID reads no row; from here on no new violation comes in."
                    : "NOT ENFORCED is catalog only.",
                NotNullRule.alter(table) + clause + (enforced ? " NOT VALID" : ""))
            .lock(draft.family(table), LockMode.ACCESS_EXCLUSIVE)
            .undo(NotNullRule.alter(table) + undo));
    if (validate) {
      Validations.of(draft, table, name, "CHECK " + name).forEach(draft::step);
      draft.find(FindingCode.VIOLATIONS_STOP, table, "CHECK " + name);
    }
    Constraints.rememberAll(
        draft,
        table,
        new Constraint(
            name,
            Constraint.Type.CHECK,
            text,
            validate,
            enforced,
            false,
            columns,
            Optional.empty()));
  }
}
