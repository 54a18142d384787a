package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * DETACH PARTITION. As written it locks the whole table for a moment that may be long in coming.
 * CONCURRENTLY it does not, where there is no DEFAULT partition; the server then leaves the bound
 * as a CHECK, by which the partition can be attached again without reading it.
 */
final class DetachRule {
  private DetachRule() {}

  static void apply(StatementDraft draft, Table parent, AlterTableAction.DetachPartition detach) {
    Table child = Targets.table(draft, detach.partition(), false).orElseThrow();
    Partitions.Part part =
        parent
            .partitions()
            .part(child.name())
            .orElseThrow(
                () -> draft.missing("partition " + child.name() + " of table " + parent.name()));
    boolean concurrently = detach.mode().contains("CONCURRENTLY");
    boolean finalize = detach.mode().contains("FINALIZE");
    asWritten(draft, parent, child, part, concurrently, finalize);
    if (referenced(draft, parent)) {
      return;
    }
    if (finalize) {
      draft.step(
          detaching(
              draft,
              parent,
              child,
              new StepAction.DetachPartition(parent.name(), child.name()),
              "Only the end of it is left.",
              new Undo.Impossible("a detach that has begun can only be finished")));
    } else if (parent.partitions().defaultPart().isPresent()) {
      draft.step(
          StepDraft.execute(
                  Phase.MIGRATE,
                  "Detach " + child.name() + " from " + parent.name(),
                  "Catalog only, but with a DEFAULT partition it cannot be done CONCURRENTLY.",
                  NotNullRule.alter(parent.name()) + "DETACH PARTITION " + child.name().quoted())
              .lock(parent.name(), LockMode.ACCESS_EXCLUSIVE)
              .lock(draft.family(child.name()), LockMode.ACCESS_EXCLUSIVE)
              .lock(
                  others(parent, part).map(o -> List.of(o.table())).orElse(List.of()),
                  LockMode.ACCESS_EXCLUSIVE)
              .lock(neighbours(draft, parent), LockMode.SHARE_ROW_EXCLUSIVE)
              .undo(
                  new Undo.Impossible(
                      "attaching it again would read it and the DEFAULT partition")));
      draft.find(FindingCode.STANDBY_REPLAY, parent.name());
    } else {
      concurrently(draft, parent, child, part, concurrently);
    }
    forget(draft, parent, child);
  }

  private static void asWritten(
      StatementDraft draft,
      Table parent,
      Table child,
      Partitions.Part part,
      boolean concurrently,
      boolean finalize) {
    draft
        .asWritten()
        .form(
            finalize
                ? "detach-partition-finalize"
                : concurrently ? "detach-partition-concurrently" : "detach-partition",
            Roles.of(parent)
                .with(Role.PARTITION, draft.family(child.name()))
                .with(
                    Role.DEFAULT,
                    others(parent, part).map(o -> List.of(o.table())).orElse(List.of())));
    neighbours(draft, parent).forEach(n -> draft.asWritten().lock(n, LockMode.SHARE_ROW_EXCLUSIVE));
    if (!parent.incoming().isEmpty()) {
      draft.asWritten().work(Work.SCAN, draft.estimates().scan(child.size()));
      parent.incoming().forEach(k -> draft.asWritten().lock(k.child(), LockMode.ACCESS_EXCLUSIVE));
    }
    if (concurrently && parent.partitions().defaultPart().isPresent()) {
      draft.asWritten().fails("with a DEFAULT partition no partition can be detached CONCURRENTLY");
    }
  }

  /** The DEFAULT partition, unless it is the one. */
  private static Optional<Partitions.Part> others(Table parent, Partitions.Part part) {
    return parent.partitions().defaultPart().filter(d -> !d.table().equals(part.table()));
  }

  private static List<TableName> neighbours(StatementDraft draft, Table parent) {
    return parent.constraints().stream()
        .flatMap(c -> c.referenced().stream())
        .flatMap(r -> draft.family(r.table()).stream())
        .distinct()
        .filter(t -> !draft.family(parent.name()).contains(t))
        .toList();
  }

  /** The server reads the tables that refer to it, for rows that would refer to nothing. */
  private static boolean referenced(StatementDraft draft, Table parent) {
    if (parent.incoming().isEmpty()) {
      return false;
    }
    draft.refuse(
        ErrorCode.DEPENDENT_OBJECT,
        "foreign key "
            + parent.incoming().getFirst().name()
            + " of "
            + parent.incoming().getFirst().child()
            + " refers to "
            + parent.name()
            + ": the server would read it under ACCESS EXCLUSIVE",
        "Drop the foreign key first, and add it again after.");
    return true;
  }

  private static StepDraft detaching(
      StatementDraft draft,
      Table parent,
      Table child,
      StepAction action,
      String reason,
      Undo undo) {
    return StepDraft.of(
            Phase.MIGRATE, "Detach " + child.name() + " from " + parent.name(), action, reason)
        .lock(parent.name(), LockMode.SHARE_UPDATE_EXCLUSIVE)
        .lock(draft.family(child.name()), LockMode.ACCESS_EXCLUSIVE)
        .lock(neighbours(draft, parent), LockMode.SHARE_ROW_EXCLUSIVE)
        .precondition("no transaction that uses " + parent.name() + " stays open")
        .undo(undo);
  }

  private static void concurrently(
      StatementDraft draft, Table parent, Table child, Partitions.Part part, boolean checkStays) {
    String check = check(draft, child);
    String drop =
        NotNullRule.alter(child.name()) + "DROP CONSTRAINT IF EXISTS " + Identifiers.quote(check);
    draft.step(
        detaching(
            draft,
            parent,
            child,
            new StepAction.DetachPartition(parent.name(), child.name()),
            "CONCURRENTLY lets reads and writes through; it waits for those that use the table.",
            new Undo.Sql(
                List.of(
                    NotNullRule.alter(parent.name())
                        + "ATTACH PARTITION "
                        + child.name().quoted()
                        + " "
                        + part.bound(),
                    drop))));
    if (!checkStays) {
      draft.contract(
          StepDraft.execute(
                  Phase.CONTRACT,
                  "Drop CHECK " + check + " of " + child.name(),
                  "The server has left it, so that the partition could be attached again.",
                  drop)
              .lock(draft.family(child.name()), LockMode.ACCESS_EXCLUSIVE)
              .undo(new Undo.Nothing("the CHECK is not the script's")));
      draft.contracted().waiting(child.name());
    }
  }

  /** The name of the CHECK that CONCURRENTLY leaves. */
  private static String check(StatementDraft draft, Table child) {
    List<String> columns =
        child
            .partitions()
            .membership()
            .flatMap(Partitions.Membership::condition)
            .map(c -> ExpressionFacts.columns(SqlParser.parseExpression(c).tree()))
            .orElse(List.of());
    return ObjectNames.constraint(
        draft.schema(), child.name(), columns.size() == 1 ? columns : List.of(), "check");
  }

  private static void forget(StatementDraft draft, Table parent, Table child) {
    List<TableName> gone = draft.family(child.name());
    Optional<Table> above = Optional.of(parent);
    while (above.isPresent()) {
      List<TableName> children = new ArrayList<>(above.get().children());
      children.removeAll(gone);
      draft.change(above.get().name(), t -> t.children(children));
      above =
          above
              .get()
              .partitions()
              .membership()
              .flatMap(m -> Optional.ofNullable(draft.schema().tables().get(m.parent())));
    }
    draft.change(
        parent.name(),
        t ->
            t.partitions(
                new Partitions(
                    parent.partitions().key(),
                    parent.partitions().parts().stream()
                        .filter(p -> !p.table().equals(child.name()))
                        .toList(),
                    parent.partitions().membership())));
    draft.change(
        child.name(),
        t ->
            t.trait(Table.Trait.PARTITION, false)
                .partitions(
                    new Partitions(
                        child.partitions().key(), child.partitions().parts(), Optional.empty())));
  }
}
