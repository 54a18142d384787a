package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * DROP COLUMN, which waits for the contract phase, and DROP CONSTRAINT, which only loosens and runs
 * in its place. Both are catalog only; with a foreign key they lock the table at its other end too.
 */
final class DropRules {
  private DropRules() {}

  static void column(StatementDraft draft, Table table, AlterTableAction.DropColumn action) {
    TableName name = table.name();
    Optional<Column> column = table.column(action.column());
    if (column.isEmpty()) {
      draft.asWritten().form("drop-column", Roles.of(table));
      if (!action.ifExists()) {
        throw draft.missing("column " + action.column() + " of table " + name);
      }
      draft.find(FindingCode.NOTHING_TO_DO, "column " + action.column() + " does not exist");
      return;
    }
    Set<TableName> neighbours = neighbours(table, action.column());
    Set<TableName> indexes = new TreeSet<>();
    table.indexes().stream()
        .filter(i -> i.columns().contains(action.column()))
        .forEach(i -> indexes.add(new TableName(name.schema(), i.name())));
    draft.asWritten().form("drop-column", Roles.of(table).with(Role.INDEX, indexes));
    if (!neighbours.isEmpty()) {
      draft
          .asWritten()
          .form("drop-column-foreign-key", Roles.of(table).with(Role.PARENT, neighbours));
    }
    refuseUsed(draft, table, action);
    List<String> statements = new ArrayList<>();
    LockStatements.inOrder(LockMode.ACCESS_EXCLUSIVE, name, neighbours).ifPresent(statements::add);
    statements.add(NotNullRule.alter(name) + action.text());
    StepDraft step =
        StepDraft.execute(
                Phase.CONTRACT,
                "Drop column " + action.column(),
                "Catalog only, but the old application may still use it.",
                statements.toArray(String[]::new))
            .lock(draft.family(name), LockMode.ACCESS_EXCLUSIVE)
            .undo(new Undo.Impossible("the column's values are gone"));
    for (TableName other : neighbours) {
      step = step.lock(other, LockMode.ACCESS_EXCLUSIVE);
    }
    for (TableName index : indexes) {
      step = step.lock(index, LockMode.ACCESS_EXCLUSIVE);
    }
    draft.contract(step);
    draft.find(FindingCode.DROP_COLUMN_BREAKS, name + "." + action.column());
    draft.find(FindingCode.STANDBY_REPLAY, name);
    draft.contracted().column(name, action.column());
    indexes.forEach(draft.contracted()::relation);
    draft.changeAll(name, t -> t.dropColumn(action.column()));
  }

  private static Set<TableName> neighbours(Table table, String column) {
    Set<TableName> others = new TreeSet<>();
    table.constraints().stream()
        .filter(c -> c.columns().contains(column))
        .flatMap(c -> c.referenced().stream())
        .forEach(r -> others.add(r.table()));
    table.incoming().stream()
        .filter(k -> k.columns().contains(column))
        .forEach(k -> others.add(k.child()));
    others.remove(table.name());
    return others;
  }

  private static void refuseUsed(
      StatementDraft draft, Table table, AlterTableAction.DropColumn action) {
    Optional<String> user =
        table.dependents().stream()
            .filter(d -> d.columns().contains(action.column()))
            .filter(d -> d.kind() != Dependent.Kind.STATISTICS)
            .map(Dependent::toString)
            .findFirst()
            .or(
                () ->
                    table.triggers().stream()
                        .filter(t -> t.columns().contains(action.column()))
                        .map(t -> "trigger " + t.name())
                        .findFirst())
            .or(
                () ->
                    table.incoming().stream()
                        .filter(k -> k.columns().contains(action.column()))
                        .filter(k -> !k.child().equals(table.name()))
                        .map(DropRules::words)
                        .findFirst());
    user.ifPresent(
        u -> {
          if (!action.cascade()) {
            draft.asWritten().fails(u + " uses column " + action.column());
          }
          draft.refuse(
              ErrorCode.DEPENDENT_OBJECT,
              u + " uses column " + action.column(),
              "Drop or change it in a statement of its own first; Instar does not follow CASCADE.");
        });
  }

  private static String words(IncomingKey key) {
    return "foreign key " + key.name() + " of " + key.child();
  }

  static void constraint(
      StatementDraft draft, Table table, AlterTableAction.DropConstraint action) {
    TableName name = table.name();
    Optional<Constraint> found = table.constraint(action.constraint());
    if (found.isEmpty()) {
      draft.asWritten().form("drop-constraint", Roles.of(table));
      if (notNullOf(draft, table, action)) {
        return;
      }
      if (!action.ifExists()) {
        throw draft.missing("constraint " + action.constraint() + " of table " + name);
      }
      draft.find(
          FindingCode.NOTHING_TO_DO, "constraint " + action.constraint() + " does not exist");
      return;
    }
    Constraint constraint = found.get();
    switch (constraint.type()) {
      case FOREIGN_KEY -> foreignKey(draft, table, constraint);
      case PRIMARY_KEY, UNIQUE, EXCLUDE -> key(draft, table, constraint, action);
      case CHECK, NOT_NULL, TRIGGER -> {
        draft.asWritten().form("drop-constraint", Roles.of(table));
        draft.instant(
            name,
            InstantGroup.Action.of(
                Phase.MIGRATE,
                "Drop constraint " + constraint.name(),
                action.text(),
                Optional.of(readd(constraint)),
                "Catalog only, and it only loosens."));
      }
    }
    forget(draft, name, constraint);
  }

  /** From PostgreSQL 18 on NOT NULL has a name, by which it can be dropped. */
  private static boolean notNullOf(
      StatementDraft draft, Table table, AlterTableAction.DropConstraint action) {
    Optional<Column> column =
        table.columns().stream()
            .filter(c -> c.notNullConstraint().equals(Optional.of(action.constraint())))
            .findFirst();
    column.ifPresent(
        c -> {
          draft.instant(
              table.name(),
              InstantGroup.Action.of(
                  Phase.MIGRATE,
                  "Drop NOT NULL of " + c.name(),
                  action.text(),
                  Optional.empty(),
                  "Catalog only, and it only loosens."));
          draft.changeAll(
              table.name(),
              t ->
                  t.column(
                      c.name(),
                      x -> x.withNullability(Column.Nullability.NULLABLE, Optional.empty())));
        });
    return column.isPresent();
  }

  private static String readd(Constraint constraint) {
    String definition = constraint.definition();
    boolean plain = definition.endsWith(" NOT VALID") || definition.endsWith(" NOT ENFORCED");
    return "ADD CONSTRAINT "
        + Identifiers.quote(constraint.name())
        + " "
        + definition
        + (plain ? "" : " NOT VALID");
  }

  private static void foreignKey(StatementDraft draft, Table table, Constraint constraint) {
    TableName child = table.name();
    TableName parent = constraint.referenced().orElseThrow().table();
    draft
        .asWritten()
        .form("drop-foreign-key", Roles.of(table).with(Role.PARENT, draft.family(parent)));
    StepDraft step =
        StepDraft.execute(
                Phase.MIGRATE,
                "Drop foreign key " + constraint.name(),
                "Catalog only, but it locks both tables: in the order of their names.",
                ForeignKeyRule.drop(child, parent, constraint.name()).toArray(String[]::new))
            .lock(draft.family(child), LockMode.ACCESS_EXCLUSIVE)
            .undo(
                table.kind() == Table.Kind.PARTITIONED && !draft.facts().atLeast(18)
                    ? new Undo.Impossible("adding it again reads every row under its locks")
                    : new Undo.Sql(List.of(NotNullRule.alter(child) + readd(constraint))));
    draft.step(
        parent.equals(child) ? step : step.lock(draft.family(parent), LockMode.ACCESS_EXCLUSIVE));
    draft.find(FindingCode.STANDBY_REPLAY, child);
    if (!parent.equals(child)) {
      draft.change(
          parent,
          p -> p.dropIncoming(k -> k.child().equals(child) && k.name().equals(constraint.name())));
    }
  }

  private static void key(
      StatementDraft draft,
      Table table,
      Constraint constraint,
      AlterTableAction.DropConstraint action) {
    TableName index = new TableName(table.name().schema(), constraint.name());
    draft.asWritten().form("drop-index-constraint", Roles.of(table).with(Role.INDEX, index));
    Optional<Index> owned =
        table.indexes().stream()
            .filter(i -> i.constraint().equals(Optional.of(constraint.name())))
            .findFirst();
    Optional<IncomingKey> user =
        table.incoming().stream()
            .filter(k -> owned.map(i -> k.index().equals(i.name())).orElse(false))
            .findFirst();
    if (user.isPresent()) {
      if (!action.cascade()) {
        draft.asWritten().fails(words(user.get()) + " depends on it");
      }
      draft.refuse(
          ErrorCode.DEPENDENT_OBJECT,
          words(user.get()) + " depends on constraint " + constraint.name(),
          "Drop the foreign key in a statement of its own first; Instar does not follow CASCADE.");
      return;
    }
    draft.step(
        StepDraft.execute(
                Phase.MIGRATE,
                "Drop constraint " + constraint.name() + " and its index",
                "Catalog only, and it only loosens.",
                NotNullRule.alter(table.name()) + action.text())
            .lock(draft.family(table.name()), LockMode.ACCESS_EXCLUSIVE)
            .lock(index, LockMode.ACCESS_EXCLUSIVE)
            .undo(new Undo.Impossible("its index is gone; adding it anew builds one")));
  }

  private static void forget(StatementDraft draft, TableName table, Constraint constraint) {
    boolean owns =
        draft.table(table).indexes().stream()
            .anyMatch(i -> i.constraint().equals(Optional.of(constraint.name())));
    for (TableName one : draft.family(table)) {
      String itsName = one.equals(table) ? constraint.name() : below(draft.table(one), constraint);
      TableName name = new TableName(one.schema(), itsName);
      draft.change(one, t -> t.dropConstraint(itsName));
      draft.schema(draft.schema().withoutConstraintName(name));
      if (owns) {
        draft.schema(draft.schema().withoutRelationName(name));
      }
    }
  }

  /** What a partition calls its part of a constraint: a key has a name of its own there. */
  private static String below(Table partition, Constraint constraint) {
    return partition.constraints().stream()
        .filter(c -> c.type() == constraint.type() && c.columns().equals(constraint.columns()))
        .filter(
            c ->
                partition
                    .partitions()
                    .membership()
                    .map(m -> m.indexes().contains(c.name()))
                    .orElse(false))
        .map(Constraint::name)
        .findFirst()
        .orElse(constraint.name());
  }
}
