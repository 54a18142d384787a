package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Outline;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CREATE TABLE … PARTITION OF. The new table is empty, and the parent is locked against everybody
 * for the moment that it takes. Where there is a DEFAULT partition the server reads it under ACCESS
 * EXCLUSIVE for rows that now belong elsewhere, unless a CHECK proves that there are none: that is
 * added and validated before.
 */
final class NewPartitionRule {
  private NewPartitionRule() {}

  static void apply(StatementDraft draft, Outline.CreatePartition create) {
    Table parent = Targets.table(draft, create.parent(), false).orElseThrow();
    Optional<TableName> free =
        CreateTableRule.free(
            draft, create.table(), create.ifNotExists(), create.storage().persistence());
    if (free.isEmpty()) {
      return;
    }
    TableName name = free.get();
    Optional<Table> others =
        AttachRule.isDefault(create.bound())
            ? Optional.empty()
            : parent.partitions().defaultPart().map(p -> draft.table(p.table()));
    remember(draft, parent, name, create);
    List<AttachRule.Neighbour> neighbours =
        AttachRule.neighbours(draft, parent, draft.table(name), false);
    asWritten(draft, parent, others);
    neighbours.forEach(n -> draft.asWritten().lock(n.table(), n.mode()));
    Optional<String> own = BoundCondition.of(parent, create.bound());
    if (others.isPresent() && own.isEmpty()) {
      draft.refuse(
          ErrorCode.UNSAFE,
          "no CHECK can prove that no row of "
              + name
              + " is in "
              + others.get().name()
              + ", so the server would read all its rows under ACCESS EXCLUSIVE",
          "Write the bound's values as constants.");
      return;
    }
    Optional<String> proof =
        others.map(o -> AttachRule.proveOther(draft, o, own.orElseThrow(), name));
    List<String> statements = new ArrayList<>(List.of(draft.statement().text()));
    proof.ifPresent(p -> statements.add(AttachRule.drop(others.orElseThrow(), p)));
    StepDraft step =
        StepDraft.execute(
                Phase.MIGRATE,
                "Create partition " + name + " of " + parent.name(),
                "It is empty; its parent is locked for a moment.",
                statements.toArray(String[]::new))
            .lock(parent.name(), LockMode.ACCESS_EXCLUSIVE)
            .lock(
                others.map(o -> draft.family(o.name())).orElse(List.of()),
                LockMode.ACCESS_EXCLUSIVE)
            .undo("DROP TABLE IF EXISTS " + name.quoted());
    for (AttachRule.Neighbour neighbour : neighbours) {
      step = step.lock(neighbour.table(), neighbour.mode());
    }
    draft.step(step);
    others.ifPresent(o -> draft.find(FindingCode.DEFAULT_REJECTS, name, o.name()));
    draft.find(FindingCode.STANDBY_REPLAY, parent.name());
  }

  private static void asWritten(StatementDraft draft, Table parent, Optional<Table> others) {
    Roles roles = Roles.NONE.with(Role.PARENT, parent.name());
    if (others.isEmpty()) {
      draft.asWritten().form("create-partition", roles);
      return;
    }
    draft
        .asWritten()
        .on(others.get().name(), LockMode.ACCESS_EXCLUSIVE)
        .form(
            "create-partition-default",
            new Roles(roles.players(), others.get().size())
                .with(Role.DEFAULT, draft.family(others.get().name())));
  }

  /** It is in use at once: rows come in by its parent. */
  private static void remember(
      StatementDraft draft, Table parent, TableName name, Outline.CreatePartition create) {
    Table.Kind kind = create.partitioning().isPresent() ? Table.Kind.PARTITIONED : Table.Kind.TABLE;
    draft.schema(draft.schema().with(NewTable.empty(name, kind, create.storage())));
    draft.change(
        name,
        t -> {
          parent.columns().forEach(t::add);
          parent.constraints().stream()
              .filter(c -> c.type() == Constraint.Type.CHECK)
              .forEach(t::add);
          return t.trait(Trait.NEW, parent.has(Trait.NEW)).trait(Trait.PARTLY_KNOWN, true);
        });
    create
        .partitioning()
        .ifPresent(
            by ->
                draft.change(name, t -> t.partitions(NewTable.partitions(draft.table(name), by))));
    AttachRule.remember(
        draft,
        parent,
        draft.table(name),
        create.bound(),
        BoundCondition.of(parent, create.bound()));
  }
}
