package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.Nullability;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SET NOT NULL. As written it reads every row under ACCESS EXCLUSIVE, unless a valid CHECK proves
 * it. The recipe: up to PostgreSQL 17 a CHECK that is added NOT VALID, validated, and dropped once
 * SET NOT NULL has used it as proof; from 18 on a not-null constraint that is added NOT VALID and
 * validated.
 */
final class NotNullRule {
  private NotNullRule() {}

  static void apply(StatementDraft draft, Table table, AlterTableAction.SetNotNull action) {
    Column column = Targets.column(draft, table, action.column());
    if (column.notNull()) {
      draft.asWritten().locks("set-not-null", Roles.of(table));
      draft.find(FindingCode.NOTHING_TO_DO, "column " + column.name() + " is NOT NULL already");
      return;
    }
    if (proven(table, column.name())) {
      draft.asWritten().form("set-not-null-proven", Roles.of(table));
      draft.instant(
          table.name(),
          InstantGroup.Action.of(
              Phase.MIGRATE,
              "Set " + column.name() + " NOT NULL",
              action.text(),
              Optional.of("ALTER COLUMN " + Identifiers.quote(column.name()) + " DROP NOT NULL"),
              "A valid CHECK proves it, so no row is read."));
      remember(draft, table.name(), column.name(), Optional.empty());
      return;
    }
    draft
        .asWritten()
        .form(
            column.nullability() == Nullability.NOT_VALID
                ? "set-not-null-over-not-valid"
                : "set-not-null",
            Roles.of(table));
    draft.find(FindingCode.VIOLATIONS_STOP, table.name(), "NOT NULL of " + column.name());
    prove(draft, table.name(), column.name(), Optional.empty());
  }

  /** Whether a valid CHECK says so, which the server takes as proof that no row is NULL. */
  static boolean proven(Table table, String column) {
    return Conjuncts.follow(table, Identifiers.quote(column) + " IS NOT NULL");
  }

  /**
   * The steps after which the column is NOT NULL, for a column that is not.
   *
   * @param name the not-null constraint's name where the script gave one
   */
  static void prove(StatementDraft draft, TableName table, String column, Optional<String> name) {
    if (draft.facts().atLeast(18)) {
      proveByConstraint(draft, table, column, name);
    } else {
      proveByCheck(draft, table, column);
    }
  }

  private static void proveByConstraint(
      StatementDraft draft, TableName table, String column, Optional<String> name) {
    Column known = draft.table(table).column(column).orElseThrow();
    boolean added = known.nullability() == Nullability.NOT_VALID;
    String constraint =
        known
            .notNullConstraint()
            .or(() -> name)
            .orElseGet(
                () -> ObjectNames.constraint(draft.schema(), table, List.of(column), "not_null"));
    if (!added) {
      draft.step(
          StepDraft.execute(
                  Phase.EXPAND,
                  "Add NOT NULL of " + column + " for new rows",
                  "NOT VALID reads no row; from here on no new NULL comes in.",
                  alter(table)
                      + "ADD CONSTRAINT "
                      + Identifiers.quote(constraint)
                      + " NOT NULL "
                      + Identifiers.quote(column)
                      + " NOT VALID")
              .lock(draft.family(table), LockMode.ACCESS_EXCLUSIVE)
              .undo(dropNotNull(draft, table, column, constraint).toArray(String[]::new)));
    }
    Validations.of(draft, table, constraint, "NOT NULL of " + column).forEach(draft::step);
    remember(draft, table, column, Optional.of(constraint));
  }

  /** A partition keeps its own where a primary key has made it that. */
  private static List<String> dropNotNull(
      StatementDraft draft, TableName table, String column, String constraint) {
    List<String> statements = new ArrayList<>();
    statements.add(alter(table) + "DROP CONSTRAINT " + Identifiers.quote(constraint));
    if (draft.table(table).kind() == Table.Kind.PARTITIONED) {
      for (Table leaf : PartitionTree.leaves(draft, table)) {
        statements.add(
            alter(leaf.name()) + "ALTER COLUMN " + Identifiers.quote(column) + " DROP NOT NULL");
      }
    }
    return statements;
  }

  private static void proveByCheck(StatementDraft draft, TableName table, String column) {
    String check = ObjectNames.passing(draft.schema(), table, column, "instar_not_null");
    String quoted = Identifiers.quote(check);
    draft.step(
        StepDraft.execute(
                Phase.EXPAND,
                "Add a CHECK that " + column + " is not NULL, for new rows",
                "NOT VALID reads no row; from here on no new NULL comes in.",
                alter(table)
                    + "ADD CONSTRAINT "
                    + quoted
                    + " CHECK ("
                    + Identifiers.quote(column)
                    + " IS NOT NULL) NOT VALID")
            .lock(draft.family(table), LockMode.ACCESS_EXCLUSIVE)
            .undo(alter(table) + "DROP CONSTRAINT IF EXISTS " + quoted));
    // Its undo must not fail where the CHECK is gone already: the step after it drops it.
    Validations.of(draft, table, check, "NOT NULL of " + column).forEach(draft::step);
    draft.step(
        StepDraft.execute(
                Phase.MIGRATE,
                "Set " + column + " NOT NULL",
                "The validated CHECK proves it, so no row is read; then it has served.",
                alter(table) + "ALTER COLUMN " + Identifiers.quote(column) + " SET NOT NULL",
                alter(table) + "DROP CONSTRAINT " + quoted)
            .lock(draft.family(table), LockMode.ACCESS_EXCLUSIVE)
            .undo(alter(table) + "ALTER COLUMN " + Identifiers.quote(column) + " DROP NOT NULL"));
    remember(draft, table, column, Optional.empty());
  }

  private static void remember(
      StatementDraft draft, TableName table, String column, Optional<String> constraint) {
    draft.changeAll(
        table, t -> t.column(column, c -> c.withNullability(Nullability.NOT_NULL, constraint)));
    constraint.ifPresent(
        c -> draft.schema(draft.schema().withConstraintName(new TableName(table.schema(), c))));
  }

  static String alter(TableName table) {
    return "ALTER TABLE " + table.quoted() + " ";
  }
}
