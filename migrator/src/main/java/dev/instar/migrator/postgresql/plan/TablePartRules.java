package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Triggers, policies, rules and extended statistics: catalog only, under the table's lock. */
final class TablePartRules {
  private TablePartRules() {}

  static void trigger(StatementDraft draft, Outline.CreateTrigger create) {
    Table table = table(draft, create.table());
    Optional<Trigger> before = trigger(table, create.name());
    if (before.isPresent() && !create.replace()) {
      throw draft.exists("trigger " + create.name() + " of table " + table.name());
    }
    List<TableName> other = create.referenced().map(r -> table(draft, r).name()).stream().toList();
    OneStep.of(
            create.constraint() ? "create-constraint-trigger" : "create-trigger",
            roles(table).with(Role.PARENT, other),
            "Create trigger " + create.name() + " of " + table.name(),
            "Catalog only; it fires from the next statement on.")
        .undo(
            before
                .map(TablePartRules::again)
                .orElse("DROP TRIGGER " + on(create.name(), table.name())))
        .in(draft, Phase.EXPAND);
    draft.change(
        table.name(),
        t -> t.put(new Trigger(create.name(), create.columns(), Trigger.Mode.ENABLE, "")));
  }

  private static String again(Trigger trigger) {
    return trigger.definition().replaceFirst("^CREATE ", "CREATE OR REPLACE ");
  }

  private static Optional<Trigger> trigger(Table table, String name) {
    return table.triggers().stream().filter(t -> t.name().equals(name)).findFirst();
  }

  static void policy(StatementDraft draft, Outline.CreatePolicy create) {
    Table table = table(draft, create.table());
    OneStep.of(
            "create-policy",
            roles(table),
            "Create policy " + create.name() + " of " + table.name(),
            "Catalog only; it counts once row level security is on.")
        .undo("DROP POLICY " + on(create.name(), table.name()))
        .in(draft, Phase.EXPAND);
    draft.change(
        table.name(), t -> t.add(new Dependent(Dependent.Kind.POLICY, create.name(), List.of())));
  }

  static void rule(StatementDraft draft, Outline.CreateRule create) {
    Table table = table(draft, create.table());
    OneStep step =
        OneStep.of(
            "create-rule",
            roles(table),
            "Create rule " + create.name() + " of " + table.name(),
            "Catalog only; it counts from the next statement on.");
    (create.replace() ? step : step.undo("DROP RULE " + on(create.name(), table.name())))
        .in(draft, Phase.EXPAND);
  }

  static void statistics(StatementDraft draft, Outline.CreateStatistics create) {
    Table table = table(draft, create.table());
    boolean sure = create.name().isPresent() && !create.ifNotExists();
    OneStep.of(
            "create-statistics",
            roles(table),
            "Create extended statistics of " + table.name(),
            "Catalog only; they are gathered by the next ANALYZE.")
        .undo(
            sure
                ? new Undo.Sql(
                    List.of("DROP STATISTICS " + Targets.quoted(create.name().orElseThrow())))
                : new Undo.Nothing("statistics change no result"))
        .in(draft, Phase.EXPAND);
  }

  static void alter(StatementDraft draft, Outline.AlterPart alter) {
    Table table = table(draft, alter.table());
    String kind = alter.part().name();
    String form =
        switch (alter.part()) {
          case TRIGGER -> "rename-trigger";
          case POLICY -> "alter-policy";
          case RULE -> "rename-rule";
        };
    OneStep step =
        OneStep.of(
            form,
            roles(table),
            (alter.newName().isPresent() ? "Rename " : "Change ")
                + kind.toLowerCase(Locale.ROOT)
                + " "
                + alter.name()
                + " of "
                + table.name(),
            "Catalog only.");
    alter
        .newName()
        .map(
            n ->
                step.undo(
                    "ALTER "
                        + kind
                        + " "
                        + on(n, table.name())
                        + " RENAME TO "
                        + quote(alter.name())))
        .orElse(step)
        .in(draft, Phase.MIGRATE);
    trigger(table, alter.name())
        .filter(t -> alter.part() == Outline.Part.TRIGGER)
        .ifPresent(
            t ->
                draft.change(
                    table.name(),
                    e ->
                        e.dropTrigger(t.name())
                            .put(
                                new Trigger(
                                    alter.newName().orElse(t.name()), t.columns(), t.mode(), ""))));
  }

  static void drop(StatementDraft draft, Outline.DropPart drop) {
    Optional<Table> found = Targets.table(draft, drop.table(), drop.ifExists());
    if (found.isEmpty()) {
      return;
    }
    Table table = found.get();
    String kind = drop.part().name().toLowerCase(Locale.ROOT);
    Optional<Trigger> trigger =
        trigger(table, drop.name()).filter(t -> drop.part() == Outline.Part.TRIGGER);
    if (drop.part() == Outline.Part.TRIGGER && trigger.isEmpty()) {
      if (!drop.ifExists()) {
        throw draft.missing("trigger " + drop.name() + " of table " + table.name());
      }
      draft.find(FindingCode.NOTHING_TO_DO, "trigger " + drop.name() + " does not exist");
      return;
    }
    OneStep step =
        OneStep.of(
            "drop-" + kind,
            roles(table),
            "Drop " + kind + " " + drop.name() + " of " + table.name(),
            "Catalog only; it counts from the next statement on.");
    trigger
        .filter(t -> !t.definition().isEmpty())
        .map(t -> step.undo(made(table, t)))
        .orElse(step.undo(new Undo.Impossible("its definition is gone")))
        .in(draft, Phase.MIGRATE);
    draft.change(
        table.name(),
        t ->
            switch (drop.part()) {
              case TRIGGER -> t.dropTrigger(drop.name());
              case POLICY ->
                  t.dropDependents(
                      d -> d.kind() == Dependent.Kind.POLICY && d.name().equals(drop.name()));
              case RULE -> t;
            });
  }

  private static String[] made(Table table, Trigger trigger) {
    return trigger.mode() == Trigger.Mode.ENABLE
        ? new String[] {trigger.definition()}
        : new String[] {
          trigger.definition(),
          NotNullRule.alter(table.name())
              + trigger.mode().sql()
              + " TRIGGER "
              + quote(trigger.name())
        };
  }

  private static Table table(StatementDraft draft, QualifiedName name) {
    return Targets.table(draft, name, false).orElseThrow();
  }

  private static Roles roles(Table table) {
    return Roles.of(table).with(Role.PARTITION, table.children());
  }

  private static String on(String name, TableName table) {
    return quote(name) + " ON " + table.quoted();
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
