package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shadow table: one step for all actions of a statement that need every row written anew, or a
 * refusal where the table cannot have one.
 */
final class RebuildRule {
  private RebuildRule() {}

  /**
   * The step that the actions collected in the draft come to.
   *
   * @param before the table as it was before the statement
   * @param dropped columns that the same statement drops
   */
  static Optional<StepDraft> step(StatementDraft draft, Table before, Set<String> dropped) {
    if (draft.rebuildActions().isEmpty()) {
      return Optional.empty();
    }
    refuseWhatCannotBeSwapped(draft, before);
    Set<String> unfit = new HashSet<>(dropped);
    unfit.addAll(draft.recomputed());
    before.columns().stream()
        .filter(c -> c.generated() != Column.Generated.NO)
        .forEach(c -> unfit.add(c.name()));
    UsableKey.missing(before, unfit)
        .ifPresent(m -> draft.refuse(ErrorCode.NO_USABLE_KEY, m.reason(), m.alternative()));
    if (draft.refused()) {
      return Optional.empty();
    }
    tell(draft, before);
    TableName name = before.name();
    draft.contract(dropRetained(name));
    if (draft.contracted().rebuilt(name)) {
      draft.find(FindingCode.REBUILT_TWICE, name);
    }
    StepDraft step =
        StepDraft.of(
                Phase.MIGRATE,
                "Rebuild " + name + " as a shadow table and swap",
                new StepAction.Rebuild(name, draft.rebuildActions(), draft.rebuildUsing()),
                "The server has no way to do this without rewriting the table under a lock.")
            .work(Work.ONLINE_COPY, draft.estimates().copy(before.size()))
            .precondition("wal_level is logical; no foreign change to " + name)
            .undo(new Undo.DropShadow());
    Set<TableName> swapped = swapped(before);
    // A foreign key that the same statement added is there by then; one that it drops may still be.
    swapped.addAll(swapped(draft.table(name)));
    for (TableName relation : swapped) {
      step = step.lock(relation, LockMode.ACCESS_EXCLUSIVE);
    }
    return Optional.of(step);
  }

  /** What the swap locks: the table and the other ends of its foreign keys. */
  private static Set<TableName> swapped(Table table) {
    Set<TableName> relations = new TreeSet<>();
    relations.add(table.name());
    table.incoming().stream().map(IncomingKey::child).forEach(relations::add);
    table.constraints().stream()
        .flatMap(c -> c.referenced().stream())
        .map(Constraint.Reference::table)
        .forEach(relations::add);
    return relations;
  }

  private static StepDraft dropRetained(TableName table) {
    return StepDraft.of(
            Phase.CONTRACT,
            "Drop the old " + table,
            new StepAction.DropRetained("", table),
            "It was kept so that nothing is lost if the new shape is wrong.")
        .undo(new Undo.Impossible("the old table is gone"));
  }

  private static void refuseWhatCannotBeSwapped(StatementDraft draft, Table table) {
    if (table.kind() == Table.Kind.PARTITIONED) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          table.name()
              + " is partitioned: every partition would be rewritten, and a shadow takes the place"
              + " of one table",
          "Add a column of the new shape, fill it with UPDATE, and drop the old one; or make a new"
              + " partitioned table and move the rows partition by partition.");
    }
    if (table.persistence() == Table.Persistence.UNLOGGED) {
      draft.refuse(
          ErrorCode.UNSAFE,
          table.name() + " is unlogged: its changes are not in the change stream",
          "SET LOGGED first, or run the statement itself when nobody uses the table.");
    }
    if (table.has(Table.Trait.TYPED)) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          table.name() + " is a typed table",
          "ALTER TABLE … NOT OF first.");
    }
    for (Dependent dependent : table.dependents()) {
      obstacle(dependent)
          .ifPresent(
              advice ->
                  draft.refuse(
                      ErrorCode.DEPENDENT_OBJECT,
                      dependent + " cannot follow when " + table.name() + " is swapped",
                      advice));
    }
  }

  private static Optional<String> obstacle(Dependent dependent) {
    return switch (dependent.kind()) {
      case MATERIALIZED_VIEW, RULE, ROW_TYPE ->
          Optional.of("Drop it before the migration, and create it again after.");
      case VIEW, POLICY, FUNCTION, GENERATED_COLUMN, STATISTICS, PUBLICATION, OTHER ->
          dependent.obstacle();
    };
  }

  private static void tell(StatementDraft draft, Table table) {
    TableName name = table.name();
    draft.find(FindingCode.NO_WAY_BACK, name);
    draft.find(FindingCode.CACHED_PLAN, name);
    draft.find(FindingCode.STANDBY_REPLAY, name);
    if (!draft.facts().walLevel().equals("logical")) {
      draft.find(FindingCode.WAL_LEVEL, draft.facts().walLevel());
    }
    for (Dependent dependent : table.dependents()) {
      switch (dependent.kind()) {
        case VIEW, FUNCTION -> draft.find(FindingCode.VIEWS_RECREATED, dependent);
        case PUBLICATION -> draft.find(FindingCode.SUBSCRIBERS_REFRESH, dependent.name(), name);
        case POLICY, GENERATED_COLUMN, STATISTICS, MATERIALIZED_VIEW, RULE, ROW_TYPE, OTHER -> {}
      }
    }
  }
}
