package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * DROP TABLE and DROP VIEW, in the contract phase. The server locks the tables at the other ends of
 * the foreign keys too. What this script has made goes at once: nobody uses it.
 */
final class DropTableRule {
  private DropTableRule() {}

  static void tables(
      StatementDraft draft, List<QualifiedName> names, boolean ifExists, boolean cascade) {
    drop(draft, found(draft, names, ifExists), cascade, "drop-table", Role.TABLE, "table ");
  }

  static void views(
      StatementDraft draft, List<QualifiedName> names, boolean ifExists, boolean cascade) {
    drop(draft, found(draft, names, ifExists), cascade, "drop-view", Role.VIEW, "view ");
  }

  private static List<Table> found(
      StatementDraft draft, List<QualifiedName> names, boolean ifExists) {
    return names.stream().flatMap(n -> Targets.table(draft, n, ifExists).stream()).toList();
  }

  private static void drop(
      StatementDraft draft,
      List<Table> tables,
      boolean cascade,
      String form,
      Role role,
      String kind) {
    if (tables.isEmpty()) {
      return;
    }
    Set<TableName> names =
        tables.stream().map(Table::name).collect(Collectors.toCollection(TreeSet::new));
    Set<TableName> parents = new TreeSet<>();
    Set<TableName> children = new TreeSet<>();
    for (Table table : tables) {
      table.constraints().stream()
          .flatMap(c -> c.referenced().stream())
          .forEach(r -> parents.add(r.table()));
      table.incoming().stream().map(IncomingKey::child).forEach(children::add);
      table.partitions().membership().ifPresent(m -> parents.add(m.parent()));
    }
    parents.removeAll(names);
    children.removeAll(names);
    users(draft, tables, names, cascade);
    Roles roles =
        Roles.NONE
            .with(role, names)
            .with(Role.PARTITION, tables.stream().flatMap(t -> t.children().stream()).toList())
            .with(Role.PARENT, parents)
            .with(Role.CHILD, children);
    String what = kind + names.stream().map(TableName::toString).collect(Collectors.joining(", "));
    boolean made = tables.stream().allMatch(t -> t.has(Trait.NEW));
    OneStep step =
        OneStep.of(
            form,
            roles,
            "Drop " + what,
            made
                ? "This script has made it, and nobody uses it."
                : "Catalog only, but the old application may still use it.");
    List<String> statements = new ArrayList<>();
    Set<TableName> others = new TreeSet<>(parents);
    others.addAll(children);
    others.addAll(names);
    if (role == Role.TABLE && others.size() > 1 && ordinary(tables)) {
      TableName first = names.iterator().next();
      LockStatements.inOrder(LockMode.ACCESS_EXCLUSIVE, first, others).ifPresent(statements::add);
    }
    statements.add(draft.statement().text());
    if (made) {
      step.undo(new Undo.Nothing("this script has made it"))
          .in(draft, Phase.MIGRATE, statements.toArray(String[]::new));
    } else {
      step.undo(
              new Undo.Impossible(
                  role == Role.VIEW ? "its definition is gone" : "its rows are gone"))
          .in(draft, Phase.CONTRACT, statements.toArray(String[]::new));
      RemovalRules.breaks(draft, what);
      names.forEach(draft.contracted()::relation);
    }
    forget(draft, tables);
  }

  private static boolean ordinary(List<Table> tables) {
    return tables.stream()
        .allMatch(t -> t.kind() == Table.Kind.TABLE || t.kind() == Table.Kind.PARTITIONED);
  }

  /** What uses them, and is not dropped with them. */
  private static void users(
      StatementDraft draft, List<Table> tables, Set<TableName> names, boolean cascade) {
    for (Table table : tables) {
      Optional<String> user =
          table.incoming().stream()
              .filter(k -> !names.contains(k.child()))
              .findFirst()
              .map(k -> "foreign key " + k.name() + " of " + k.child())
              .or(
                  () ->
                      table.dependents().stream()
                          .filter(d -> uses(d, names))
                          .findFirst()
                          .map(Dependent::toString));
      if (user.isEmpty()) {
        continue;
      }
      if (cascade) {
        draft.find(FindingCode.CASCADE_DROPS, table.name() + ", " + user.get() + " for one,");
      } else {
        draft.asWritten().fails(user.get() + " uses " + table.name());
        draft.refuse(
            ErrorCode.DEPENDENT_OBJECT,
            user.get() + " uses " + table.name(),
            "Drop or change it in a statement of its own first.");
      }
    }
  }

  private static boolean uses(Dependent dependent, Set<TableName> names) {
    return switch (dependent.kind()) {
      case VIEW, MATERIALIZED_VIEW ->
          names.stream().noneMatch(n -> dependent.name().equals(n.toString()));
      case ROW_TYPE -> true;
      case RULE, POLICY, FUNCTION, GENERATED_COLUMN, STATISTICS, PUBLICATION, OTHER -> false;
    };
  }

  /** The schema as it is once they are gone. */
  private static void forget(StatementDraft draft, List<Table> tables) {
    for (Table table : tables) {
      TableName name = table.name();
      draft.schema(draft.schema().without(name));
      for (Table other : draft.schema().tables().values()) {
        draft.change(
            other.name(),
            t ->
                t.dropIncoming(k -> k.child().equals(name))
                    .dropDependents(d -> d.name().equals(name.toString()))
                    .children(other.children().stream().filter(c -> !c.equals(name)).toList()));
      }
      table
          .indexes()
          .forEach(
              i ->
                  draft.schema(
                      draft.schema().withoutRelationName(new TableName(name.schema(), i.name()))));
    }
  }
}
