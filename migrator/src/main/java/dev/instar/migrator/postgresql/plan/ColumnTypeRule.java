package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * ALTER COLUMN TYPE. Some changes the server makes in the catalog alone; those are run as they are,
 * with CHECKs taken off and put back NOT VALID, and ANALYZE afterwards. All others go to a shadow.
 */
final class ColumnTypeRule {
  private ColumnTypeRule() {}

  /** Whether the change needs a shadow. */
  static boolean needsRebuild(
      StatementDraft draft, Table table, AlterTableAction.AlterColumnType action) {
    Column column = Targets.column(draft, table, action.column());
    return switch (change(draft, column, action)) {
      case NONE -> false;
      case CATALOG ->
          !complexIndexes(table, column).isEmpty() || refusedAsWritten(table, column).isPresent();
      case CATALOG_AND_INDEXES ->
          !indexes(table, column).isEmpty() || refusedAsWritten(table, column).isPresent();
      case REWRITE -> true;
    };
  }

  static void apply(
      StatementDraft draft, Table table, AlterTableAction.AlterColumnType action, boolean rebuild) {
    Column column = Targets.column(draft, table, action.column());
    ColumnType type = Types.resolve(draft, action.type());
    TypeChange change = change(draft, column, action);
    asWritten(draft, table, column, change);
    if (rebuild) {
      refusedAsWritten(table, column).ifPresent(draft.asWritten()::fails);
      refuseGenerated(draft, table, column);
      rebuild(draft, table, action);
      warnAboutKeys(draft, table, column, type);
    } else if (change == TypeChange.NONE) {
      draft.find(FindingCode.NOTHING_TO_DO, "column " + column.name() + " is " + type + " already");
    } else {
      inCatalog(draft, table, column, action);
    }
    draft.changeAll(
        table.name(), t -> t.column(column.name(), c -> c.withType(type, collation(action))));
  }

  private static TypeChange change(
      StatementDraft draft, Column column, AlterTableAction.AlterColumnType action) {
    if (action.using().isPresent() && !isTheColumn(action.using().get(), action)) {
      return TypeChange.REWRITE;
    }
    return TypeChange.between(
        column.type(),
        Types.resolve(draft, action.type()),
        column.collation(),
        collation(action),
        draft.facts().timeZone());
  }

  /**
   * Whether USING only repeats what happens without it: the column, cast to the new type at most.
   */
  private static boolean isTheColumn(SqlFragment using, AlterTableAction.AlterColumnType action) {
    Expression tree = using.tree();
    if (tree instanceof Expression.Cast cast
        && cast.type().name().equals(action.type().name())
        && cast.type().modifiers().equals(action.type().modifiers())
        && cast.type().arrayDimensions() == action.type().arrayDimensions()) {
      tree = cast.operand();
    }
    return tree instanceof Expression.ColumnReference reference
        && reference.parts().getLast().equals(action.column());
  }

  /** The type's own collation counts as none. */
  private static Optional<String> collation(AlterTableAction.AlterColumnType action) {
    return action.collation().map(Targets::words).filter(c -> !c.endsWith("default"));
  }

  private static void asWritten(
      StatementDraft draft, Table table, Column column, TypeChange change) {
    AsWritten effect = draft.asWritten();
    if (change == TypeChange.NONE) {
      effect.form("type-compatible", Roles.of(table));
      return;
    }
    boolean rebuildsIndexes =
        change == TypeChange.CATALOG_AND_INDEXES && !indexes(table, column).isEmpty();
    if (change == TypeChange.REWRITE) {
      effect.form("type-rewrite", Roles.of(table));
    } else if (rebuildsIndexes || !complexIndexes(table, column).isEmpty()) {
      effect.form("type-compatible-index", Roles.of(table));
    } else if (!checks(table, column).isEmpty()) {
      effect.form("type-compatible-check", Roles.of(table));
    } else {
      effect.form("type-compatible", Roles.of(table));
    }
    Set<TableName> neighbours = keyNeighbours(table, column);
    if (!neighbours.isEmpty()) {
      effect.form(
          change == TypeChange.REWRITE ? "type-foreign-key-rewrite" : "type-foreign-key",
          Roles.of(table).with(Role.PARENT, neighbours));
    }
  }

  private static void rebuild(
      StatementDraft draft, Table table, AlterTableAction.AlterColumnType action) {
    draft.rebuild(table.name(), action.text());
    action
        .using()
        .ifPresent(
            using -> {
              ExpressionFacts.changesOverTime(using.tree(), draft.facts())
                  .ifPresent(
                      reason ->
                          draft.refuse(
                              ErrorCode.VOLATILE_TRANSFORM,
                              "USING of column "
                                  + action.column()
                                  + ": "
                                  + reason
                                  + ", so copy and verification would compute different values",
                              "Use an expression of the row alone; fill such values with a default"
                                  + " in a new column."));
              draft.rebuildUsing(action.column(), using.text(), !isTheColumn(using, action));
            });
  }

  /** Catalog only: in one transaction, the CHECKs of the column around it, then statistics. */
  private static void inCatalog(
      StatementDraft draft, Table table, Column column, AlterTableAction.AlterColumnType action) {
    TableName name = table.name();
    List<Constraint> checks = checks(table, column);
    List<String> actions = new ArrayList<>();
    checks.forEach(c -> actions.add("DROP CONSTRAINT " + Identifiers.quote(c.name())));
    actions.add(action.text());
    List<String> statements = new ArrayList<>();
    Set<TableName> neighbours = keyNeighbours(table, column);
    LockStatements.inOrder(LockMode.ACCESS_EXCLUSIVE, name, neighbours).ifPresent(statements::add);
    statements.add(NotNullRule.alter(name) + String.join(", ", actions));
    for (Constraint check : checks) {
      statements.add(
          NotNullRule.alter(name)
              + "ADD CONSTRAINT "
              + Identifiers.quote(check.name())
              + " "
              + check.definition().replaceFirst(" NOT VALID$", "")
              + (check.enforced() ? " NOT VALID" : ""));
    }
    StepDraft step =
        StepDraft.execute(
                Phase.MIGRATE,
                "Change the type of " + column.name(),
                "This change of type is catalog only"
                    + (checks.isEmpty()
                        ? "."
                        : "; CHECKs are taken off and put back NOT VALID, as else they would be"
                            + " scanned under the lock."),
                statements.toArray(String[]::new))
            .lock(draft.family(name), LockMode.ACCESS_EXCLUSIVE)
            .undo(new Undo.Impossible("the way back would rewrite the table"));
    for (TableName neighbour : neighbours) {
      step = step.lock(neighbour, LockMode.ACCESS_EXCLUSIVE);
    }
    draft.step(step);
    for (Constraint check : checks) {
      if (check.validated() && check.enforced()) {
        Validations.of(draft, name, check.name(), "CHECK " + check.name()).forEach(draft::step);
      }
    }
    draft.find(FindingCode.STATISTICS_LOST, name + "." + column.name());
    draft.find(FindingCode.STANDBY_REPLAY, name);
    draft.step(
        StepDraft.of(
                Phase.MIGRATE,
                "Analyze " + name,
                new StepAction.Analyze(
                    name, List.of(column.name()), Optional.of("its statistics are gone")),
                "The change of type has thrown the column's statistics away.")
            .lock(draft.family(name), LockMode.SHARE_UPDATE_EXCLUSIVE)
            .work(Work.INSTANT, Estimates.sample()));
  }

  private static List<Index> indexes(Table table, Column column) {
    return table.indexes().stream().filter(i -> i.columns().contains(column.name())).toList();
  }

  /** The indexes on the column that the server cannot keep. */
  private static List<Index> complexIndexes(Table table, Column column) {
    return indexes(table, column).stream()
        .filter(i -> i.predicate().isPresent() || i.hasExpressions())
        .toList();
  }

  private static List<Constraint> checks(Table table, Column column) {
    return table.constraints().stream()
        .filter(c -> c.type() == Constraint.Type.CHECK && c.columns().contains(column.name()))
        .toList();
  }

  /** The tables at the other ends of the foreign keys that the column is part of. */
  private static Set<TableName> keyNeighbours(Table table, Column column) {
    Set<TableName> others = new TreeSet<>();
    table.constraints().stream()
        .filter(c -> c.columns().contains(column.name()))
        .flatMap(c -> c.referenced().stream())
        .forEach(r -> others.add(r.table()));
    table.incoming().stream()
        .filter(k -> k.columns().contains(column.name()))
        .forEach(k -> others.add(k.child()));
    others.remove(table.name());
    return others;
  }

  /** Why the server would not change the type of this column. */
  private static Optional<String> refusedAsWritten(Table table, Column column) {
    Optional<String> user =
        table.dependents().stream()
            .filter(d -> d.columns().contains(column.name()))
            .filter(
                d ->
                    d.kind() != Dependent.Kind.STATISTICS && d.kind() != Dependent.Kind.PUBLICATION)
            .map(Dependent::toString)
            .findFirst();
    return user.or(
            () ->
                table.triggers().stream()
                    .filter(t -> t.columns().contains(column.name()))
                    .map(Trigger::name)
                    .map(t -> "trigger " + t)
                    .findFirst())
        .map(u -> u + " uses column " + column.name());
  }

  /** The shadow has the generated columns already when its types are changed. */
  private static void refuseGenerated(StatementDraft draft, Table table, Column column) {
    table.dependents().stream()
        .filter(d -> d.kind() == Dependent.Kind.GENERATED_COLUMN)
        .filter(d -> d.columns().contains(column.name()))
        .findFirst()
        .ifPresent(
            d ->
                draft.refuse(
                    ErrorCode.DEPENDENT_OBJECT,
                    d + " is computed from column " + column.name(),
                    "Drop the generated column first and add it anew afterwards."));
  }

  private static void warnAboutKeys(
      StatementDraft draft, Table table, Column column, ColumnType type) {
    column
        .sequence()
        .filter(s -> column.identity() == Column.Identity.NONE)
        .filter(s -> type.name().equals("bigint") && !s.type().equals("bigint"))
        .ifPresent(
            s ->
                draft.find(
                    FindingCode.SEQUENCE_NARROW,
                    s.name(),
                    s.type(),
                    s.type().equals("smallint") ? "32,767" : "2,147,483,647",
                    type,
                    s.name(),
                    type));
    table.incoming().stream()
        .filter(k -> k.columns().contains(column.name()) && !k.child().equals(table.name()))
        .forEach(
            k ->
                draft.find(
                    FindingCode.FK_TYPE_DIFFERS,
                    k.name(),
                    k.child(),
                    table.name() + "." + column.name()));
  }
}
