package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * ATTACH PARTITION. As written it reads the new partition under ACCESS EXCLUSIVE, builds what
 * indexes it lacks, looks its foreign keys up, and reads the DEFAULT partition too, for rows that
 * now belong elsewhere. The recipe gives the table all that beforehand, and CHECKs that prove the
 * bounds; attaching is then catalog only.
 */
final class AttachRule {
  private AttachRule() {}

  static void apply(StatementDraft draft, Table parent, AlterTableAction.AttachPartition attach) {
    Table child = Targets.table(draft, attach.partition(), false).orElseThrow();
    Optional<Table> others =
        isDefault(attach.bound())
            ? Optional.empty()
            : parent.partitions().defaultPart().map(p -> draft.table(p.table()));
    List<PartitionIndexes.Missing> indexes = PartitionIndexes.missing(draft, parent, child);
    Optional<String> own = BoundCondition.of(parent, attach.bound());
    Optional<String> whole = whole(parent, own);
    boolean proven = whole.map(w -> Conjuncts.follow(child, w)).orElse(false) && others.isEmpty();
    asWritten(draft, parent, child, others, indexes, proven);
    if (!fits(draft, parent, child)) {
      return;
    }
    if (own.isEmpty() && !isOnly(parent, attach.bound())) {
      draft.refuse(
          ErrorCode.UNSAFE,
          "no CHECK can prove the bound of "
              + child.name()
              + ", so the server would read all its rows under ACCESS EXCLUSIVE",
          "Write the bound's values as constants; where the partition key is of expressions or"
              + " hashes text, attach the table while it is empty, and fill it through "
              + parent.name()
              + ".");
      return;
    }
    indexes.forEach(i -> i.add(draft, child));
    foreignKeys(draft, parent, child);
    Optional<String> proof =
        whole
            .filter(w -> !Conjuncts.follow(child, w))
            .map(w -> prove(draft, child.name(), w, "the bound of " + child.name()));
    Optional<String> negated =
        others.map(o -> proveOther(draft, o, own.orElseThrow(), child.name()));
    draft.step(attach(draft, parent, child, attach, others, proof, negated));
    others.ifPresent(o -> draft.find(FindingCode.DEFAULT_REJECTS, child.name(), o.name()));
    draft.find(FindingCode.STANDBY_REPLAY, child.name());
    remember(draft, parent, child, attach.bound(), whole);
  }

  static boolean isDefault(String bound) {
    return bound.strip().equalsIgnoreCase("DEFAULT");
  }

  /** A DEFAULT partition that is alone takes everything. */
  private static boolean isOnly(Table parent, String bound) {
    return isDefault(bound) && parent.partitions().parts().isEmpty();
  }

  /** With what the parents' own bounds say. */
  private static Optional<String> whole(Table parent, Optional<String> own) {
    Optional<String> above =
        parent.partitions().membership().flatMap(Partitions.Membership::condition);
    return own.isPresent() && above.isPresent()
        ? Optional.of(above.get() + " AND (" + own.get() + ")")
        : own.or(() -> above);
  }

  private static void asWritten(
      StatementDraft draft,
      Table parent,
      Table child,
      Optional<Table> others,
      List<PartitionIndexes.Missing> indexes,
      boolean proven) {
    // Who waits, waits for the partitions: the parent itself lets reads and writes through.
    draft
        .asWritten()
        .on(others.map(Table::name).orElse(child.name()), LockMode.ACCESS_EXCLUSIVE)
        .form(
            !indexes.isEmpty()
                ? "attach-partition-index"
                : proven
                    ? "attach-partition-proven"
                    : others.isPresent() ? "attach-partition-default" : "attach-partition",
            new Roles(Roles.of(parent).players(), child.size())
                .with(Role.PARTITION, draft.family(child.name()))
                .with(Role.DEFAULT, others.map(o -> draft.family(o.name())).orElse(List.of())));
    neighbours(draft, parent, child, false)
        .forEach(n -> draft.asWritten().lock(n.table(), n.mode()));
  }

  /** A CHECK of the DEFAULT partition that it has no row of another bound; returns its name. */
  static String proveOther(StatementDraft draft, Table others, String own, TableName child) {
    return prove(
        draft,
        others.name(),
        "NOT (" + own + ")",
        "that no row of " + child + " is in " + others.name());
  }

  record Neighbour(TableName table, LockMode mode) {}

  /**
   * The other ends of the parent's foreign keys. A key that the child has already becomes a part of
   * the parent's, and its triggers go.
   *
   * @param prepared whether the child has been given the keys
   */
  static List<Neighbour> neighbours(
      StatementDraft draft, Table parent, Table child, boolean prepared) {
    List<Neighbour> found = new ArrayList<>();
    for (Constraint key : keys(parent)) {
      TableName referenced = key.referenced().orElseThrow().table();
      boolean there = prepared || equivalent(child, key).isPresent();
      draft
          .family(referenced)
          .forEach(
              t ->
                  found.add(
                      new Neighbour(
                          t, there ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_ROW_EXCLUSIVE)));
    }
    if (draft.facts().atLeast(15)) {
      Set<TableName> referring = new TreeSet<>();
      parent.incoming().stream().map(IncomingKey::child).forEach(referring::add);
      referring.forEach(t -> found.add(new Neighbour(t, LockMode.SHARE_ROW_EXCLUSIVE)));
    }
    return found;
  }

  private static List<Constraint> keys(Table table) {
    return table.constraints().stream()
        .filter(c -> c.type() == Constraint.Type.FOREIGN_KEY)
        .toList();
  }

  private static Optional<Constraint> equivalent(Table child, Constraint key) {
    return keys(child).stream()
        .filter(c -> c.validated() && c.columns().equals(key.columns()))
        .filter(c -> c.referenced().equals(key.referenced()))
        .findFirst();
  }

  /** Whether the server would attach it at all; otherwise refused with what is missing. */
  private static boolean fits(StatementDraft draft, Table parent, Table child) {
    if (!Targets.plain(draft, child)) {
      return false;
    }
    Optional<String> reason = Optional.empty();
    for (Column column : parent.columns()) {
      Optional<Column> same = child.column(column.name());
      if (same.isEmpty()) {
        reason = Optional.of("it has no column " + column.name());
      } else if (!same.get().type().equals(column.type())) {
        reason = Optional.of("its column " + column.name() + " is " + same.get().type());
      } else if (column.notNull() && !same.get().notNull()) {
        reason = Optional.of("its column " + column.name() + " is not NOT NULL");
      }
    }
    for (Column column : child.columns()) {
      if (parent.column(column.name()).isEmpty()) {
        reason = Optional.of("it has a column " + column.name() + " more");
      }
    }
    for (Constraint check : parent.constraints()) {
      boolean wanted =
          check.type() == Constraint.Type.CHECK && !check.definition().contains(" NO INHERIT");
      if (wanted && child.constraint(check.name()).isEmpty()) {
        reason = Optional.of("it has no CHECK " + check.name());
      }
    }
    reason.ifPresent(
        r -> {
          draft.asWritten().fails(child.name() + " is not like " + parent.name() + ": " + r);
          draft.refuse(
              ErrorCode.DATA_CONFLICT,
              child.name() + " cannot be a partition of " + parent.name() + ": " + r,
              "Change it in a statement before this one.");
        });
    return reason.isEmpty();
  }

  private static void foreignKeys(StatementDraft draft, Table parent, Table child) {
    for (Constraint key : keys(parent)) {
      if (equivalent(child, key).isEmpty()) {
        PartitionedForeignKey.ofLeaf(
            draft,
            draft.table(child.name()),
            key.referenced().orElseThrow().table(),
            key.name(),
            key.definition().replaceFirst(" NOT VALID$", ""),
            key.columns(),
            draft::step);
        draft.find(FindingCode.VIOLATIONS_STOP, child.name(), "foreign key " + key.name());
      }
    }
  }

  /** A valid CHECK on a table and its partitions; returns its name. */
  private static String prove(
      StatementDraft draft, TableName table, String condition, String what) {
    String check = ObjectNames.passing(draft.schema(), table, "", "instar_bound");
    String alter = NotNullRule.alter(table);
    String quoted = Identifiers.quote(check);
    draft.step(
        StepDraft.execute(
                Phase.EXPAND,
                "Add a CHECK for " + what,
                "NOT VALID reads no row; from here on no row comes in that is against it.",
                alter + "ADD CONSTRAINT " + quoted + " CHECK (" + condition + ") NOT VALID")
            .lock(draft.family(table), LockMode.ACCESS_EXCLUSIVE)
            .undo(alter + "DROP CONSTRAINT IF EXISTS " + quoted));
    Validations.of(draft, table, check, what).forEach(draft::step);
    draft.find(FindingCode.VIOLATIONS_STOP, table, "the bounds");
    return check;
  }

  private static StepDraft attach(
      StatementDraft draft,
      Table parent,
      Table child,
      AlterTableAction.AttachPartition attach,
      Optional<Table> others,
      Optional<String> proof,
      Optional<String> negated) {
    List<String> statements = new ArrayList<>();
    statements.add(
        NotNullRule.alter(parent.name())
            + "ATTACH PARTITION "
            + child.name().quoted()
            + " "
            + attach.bound());
    proof.ifPresent(p -> statements.add(drop(child, p)));
    negated.ifPresent(n -> statements.add(drop(others.orElseThrow(), n)));
    StepDraft step =
        StepDraft.execute(
                Phase.MIGRATE,
                "Attach " + child.name() + " to " + parent.name(),
                proof.isEmpty() && negated.isEmpty()
                    ? "Its CHECKs prove the bounds, so no row is read."
                    : "The CHECKs prove the bounds, so no row is read; then they have served.",
                statements.toArray(String[]::new))
            .lock(parent.name(), LockMode.SHARE_UPDATE_EXCLUSIVE)
            .lock(child.name(), LockMode.ACCESS_EXCLUSIVE)
            .lock(
                others.map(o -> draft.family(o.name())).orElse(List.of()),
                LockMode.ACCESS_EXCLUSIVE)
            .undo(NotNullRule.alter(parent.name()) + "DETACH PARTITION " + child.name().quoted());
    for (Neighbour neighbour : neighbours(draft, parent, child, true)) {
      step = step.lock(neighbour.table(), neighbour.mode());
    }
    return step;
  }

  static String drop(Table table, String check) {
    return NotNullRule.alter(table.name()) + "DROP CONSTRAINT " + Identifiers.quote(check);
  }

  /** The partition is its parent's, and its parents' parents', from now on. */
  static void remember(
      StatementDraft draft, Table parent, Table child, String bound, Optional<String> condition) {
    draft.change(
        child.name(),
        t ->
            t.trait(Table.Trait.PARTITION, true)
                .partitions(
                    new Partitions(
                        child.partitions().key(),
                        child.partitions().parts(),
                        Optional.of(
                            new Partitions.Membership(
                                parent.name(),
                                bound,
                                condition,
                                PartitionIndexes.belonging(parent, draft.table(child.name())),
                                false)))));
    List<Partitions.Part> parts = new ArrayList<>(parent.partitions().parts());
    parts.add(new Partitions.Part(child.name(), isDefault(bound) ? "DEFAULT" : bound));
    draft.change(
        parent.name(),
        t ->
            t.partitions(
                new Partitions(
                    parent.partitions().key(), parts, parent.partitions().membership())));
    Optional<Table> above = Optional.of(draft.table(parent.name()));
    while (above.isPresent()) {
      List<TableName> children = new ArrayList<>(above.get().children());
      children.add(child.name());
      Optional<TableSize> size = Targets.size(List.of(above.get(), child));
      draft.change(above.get().name(), t -> t.children(children).size(size));
      above =
          above
              .get()
              .partitions()
              .membership()
              .flatMap(m -> Optional.ofNullable(draft.schema().tables().get(m.parent())));
    }
  }
}
