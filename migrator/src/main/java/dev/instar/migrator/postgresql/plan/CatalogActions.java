package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The actions of ALTER TABLE that change the catalog alone and nothing that a column or constraint
 * is: each a step of its own, because most of them need less of a lock than their neighbours.
 */
final class CatalogActions {
  /** The options of a table that need ACCESS EXCLUSIVE, after reloptions.c of PostgreSQL. */
  private static final List<String> STRONG_OPTIONS = List.of("user_catalog_table");

  private CatalogActions() {}

  static void statistics(StatementDraft draft, Table table, AlterTableAction.SetStatistics action) {
    Column column = Targets.column(draft, table, action.column());
    String before = column.statisticsTarget().map(String::valueOf).orElse("-1");
    run(
        draft,
        table,
        OneStep.of(
                "set-statistics",
                children(table),
                "Set the statistics target of " + column.name(),
                "It counts from the next ANALYZE on.")
            .undo(
                NotNullRule.alter(table.name())
                    + "ALTER COLUMN "
                    + Identifiers.quote(column.name())
                    + " SET STATISTICS "
                    + before),
        action.text());
  }

  static void columnOptions(
      StatementDraft draft, Table table, AlterTableAction.SetColumnOptions action) {
    Targets.column(draft, table, action.column());
    run(
        draft,
        table,
        OneStep.of(
            "set-column-options",
            Roles.of(table),
            "Set options of " + action.column(),
            "They count from the next ANALYZE on."),
        action.text());
  }

  static void options(StatementDraft draft, Table table, AlterTableAction.SetTableOptions action) {
    boolean strong = action.options().keySet().stream().anyMatch(STRONG_OPTIONS::contains);
    run(
        draft,
        table,
        OneStep.of(
            strong ? "set-strong-options" : "set-options",
            Roles.of(table),
            "Set options of " + table.name(),
            "Options change no row that is there."),
        action.text());
  }

  static void clusterOn(StatementDraft draft, Table table, AlterTableAction.ClusterOn action) {
    action
        .index()
        .filter(i -> table.index(i).isEmpty())
        .ifPresent(
            i -> {
              throw draft.missing("index " + i + " of " + table.name());
            });
    run(
        draft,
        table,
        OneStep.of(
                "cluster-on",
                Roles.of(table),
                action
                    .index()
                    .map(i -> "Mark index " + i + " for CLUSTER")
                    .orElse("Unmark CLUSTER"),
                "It only says what CLUSTER would take.")
            .undo(new Undo.Nothing("only CLUSTER looks at it")),
        action.text());
  }

  static void triggers(StatementDraft draft, Table table, AlterTableAction.SwitchTrigger action) {
    String words =
        action
            .text()
            .substring(0, action.text().toUpperCase(Locale.ROOT).indexOf("TRIGGER"))
            .strip();
    String mode = words.replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
    List<Trigger> switched =
        action.trigger().equals("all") || action.trigger().equals("user")
            ? table.triggers()
            : table.triggers().stream().filter(t -> t.name().equals(action.trigger())).toList();
    boolean named = switched.stream().anyMatch(t -> t.name().equals(action.trigger()));
    if (!named && !action.trigger().equals("all") && !action.trigger().equals("user")) {
      throw draft.missing("trigger " + action.trigger() + " of table " + table.name());
    }
    OneStep step =
        OneStep.of(
            "switch-trigger",
            children(table),
            mode.charAt(0)
                + mode.substring(1).toLowerCase(Locale.ROOT)
                + " trigger "
                + action.trigger(),
            "Catalog only; it counts from the next statement on.");
    // ALL has the server's own triggers of foreign keys with it.
    run(
        draft,
        table,
        action.trigger().equals("all") || switched.isEmpty()
            ? step
            : step.undo(modes(table, switched)),
        action.text());
    Trigger.Mode now = Trigger.Mode.valueOf(mode.replace(' ', '_'));
    if (action.trigger().equals("all") && now == Trigger.Mode.DISABLE && hasKeyTriggers(table)) {
      draft.find(FindingCode.KEYS_UNCHECKED, table.name());
    }
    draft.change(
        table.name(),
        t -> {
          switched.forEach(s -> t.put(new Trigger(s.name(), s.columns(), now, s.definition())));
          return t;
        });
  }

  /** Foreign keys of both sides, and keys that are checked at the end, are triggers. */
  private static boolean hasKeyTriggers(Table table) {
    return !table.incoming().isEmpty()
        || table.constraints().stream()
            .anyMatch(c -> c.type() == Constraint.Type.FOREIGN_KEY || c.deferrable());
  }

  private static String[] modes(Table table, List<Trigger> triggers) {
    return triggers.stream()
        .map(
            t ->
                NotNullRule.alter(table.name())
                    + t.mode().sql()
                    + " TRIGGER "
                    + Identifiers.quote(t.name()))
        .toArray(String[]::new);
  }

  static void rowSecurity(StatementDraft draft, Table table, AlterTableAction.RowSecurity action) {
    boolean forcing = action.mode().endsWith("FORCE");
    boolean on = action.mode().equals("ENABLE") || action.mode().equals("FORCE");
    Trait trait = forcing ? Trait.FORCED_ROW_SECURITY : Trait.ROW_SECURITY;
    boolean before = table.has(trait);
    String opposite = forcing ? (before ? "FORCE" : "NO FORCE") : (before ? "ENABLE" : "DISABLE");
    run(
        draft,
        table,
        OneStep.of(
                "row-security",
                Roles.of(table),
                action.mode() + " row level security",
                "Catalog only; it counts from the next statement on.")
            .undo(NotNullRule.alter(table.name()) + opposite + " ROW LEVEL SECURITY"),
        action.text());
    if (on && !before) {
      draft.find(FindingCode.ROW_SECURITY_HIDES, table.name());
    }
    draft.change(table.name(), t -> t.trait(trait, on));
  }

  static void constraint(
      StatementDraft draft, Table table, AlterTableAction.AlterConstraint action) {
    Optional<Constraint> found = table.constraint(action.constraint());
    boolean notNull =
        table.columns().stream()
            .anyMatch(c -> c.notNullConstraint().equals(Optional.of(action.constraint())));
    if (found.isEmpty() && !notNull) {
      throw draft.missing("constraint " + action.constraint() + " of table " + table.name());
    }
    String change = " " + action.text().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ") + " ";
    if (change.contains(" INHERIT ")) {
      inherit(draft, table, action, change.contains(" NO INHERIT "));
    } else if (change.contains(" NOT ENFORCED ")) {
      run(
          draft,
          table,
          altered("alter-constraint-not-enforced", table, found, action),
          action.text());
    } else if (change.contains(" ENFORCED ")) {
      enforce(draft, table, found, action);
    } else {
      run(
          draft,
          table,
          altered("alter-constraint", table, found, action)
              .undo(
                  NotNullRule.alter(table.name())
                      + "ALTER CONSTRAINT "
                      + Identifiers.quote(action.constraint())
                      + " "
                      + timing(found)),
          action.text());
    }
  }

  private static OneStep altered(
      String form,
      Table table,
      Optional<Constraint> constraint,
      AlterTableAction.AlterConstraint action) {
    return OneStep.of(
        form,
        Roles.of(table).with(Role.PARENT, referenced(constraint)),
        "Change constraint " + action.constraint(),
        "Catalog only; it counts from the next statement on.");
  }

  private static List<TableName> referenced(Optional<Constraint> constraint) {
    return constraint.flatMap(Constraint::referenced).map(Constraint.Reference::table).stream()
        .toList();
  }

  /** The timing that the server prints behind the constraint; what it does not print is so. */
  private static String timing(Optional<Constraint> constraint) {
    String definition = constraint.map(Constraint::definition).orElse("");
    if (definition.contains(" DEFERRABLE INITIALLY DEFERRED")) {
      return "DEFERRABLE INITIALLY DEFERRED";
    }
    return definition.contains(" DEFERRABLE") ? "DEFERRABLE INITIALLY IMMEDIATE" : "NOT DEFERRABLE";
  }

  private static void inherit(
      StatementDraft draft, Table table, AlterTableAction.AlterConstraint action, boolean no) {
    run(
        draft,
        table,
        OneStep.of(
                "alter-constraint-inherit",
                children(table),
                "Change constraint " + action.constraint(),
                "Catalog only.")
            .undo(
                NotNullRule.alter(table.name())
                    + "ALTER CONSTRAINT "
                    + Identifiers.quote(action.constraint())
                    + (no ? " INHERIT" : " NO INHERIT")),
        action.text());
  }

  private static void enforce(
      StatementDraft draft,
      Table table,
      Optional<Constraint> constraint,
      AlterTableAction.AlterConstraint action) {
    draft
        .asWritten()
        .form(
            "alter-constraint-enforced", Roles.of(table).with(Role.PARENT, referenced(constraint)));
    draft.refuse(
        ErrorCode.UNSAFE,
        "ENFORCED looks at every row of " + table.name() + " under ACCESS EXCLUSIVE",
        "Add a second constraint of the same kind NOT VALID, VALIDATE it, and drop "
            + action.constraint()
            + ".");
  }

  static void inherit(StatementDraft draft, Table table, AlterTableAction.Inherit action) {
    Table parent = Targets.table(draft, action.parent(), false).orElseThrow();
    run(
        draft,
        table,
        OneStep.of(
                action.inherit() ? "inherit" : "no-inherit",
                Roles.of(table).with(Role.PARENT, parent.name()),
                (action.inherit() ? "Inherit from " : "No longer inherit from ") + parent.name(),
                "Catalog only; from here on queries of "
                    + parent.name()
                    + (action.inherit() ? " read " : " no longer read ")
                    + table.name()
                    + " too.")
            .undo(
                action.inherit()
                    ? new Undo.Sql(
                        List.of(
                            NotNullRule.alter(table.name())
                                + "NO INHERIT "
                                + parent.name().quoted()))
                    : new Undo.Impossible("its columns are its own from here on")),
        action.text());
    draft.change(table.name(), t -> t.trait(Trait.INHERITS, action.inherit()));
  }

  private static Roles children(Table table) {
    return Roles.of(table).with(Role.PARTITION, table.children());
  }

  private static void run(StatementDraft draft, Table table, OneStep step, String action) {
    step.in(draft, Phase.MIGRATE, NotNullRule.alter(table.name()) + action);
  }
}
