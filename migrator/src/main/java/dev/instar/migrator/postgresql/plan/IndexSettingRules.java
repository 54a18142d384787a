package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** ALTER INDEX of what an index is stored like, and of what it belongs to. */
final class IndexSettingRules {
  private IndexSettingRules() {}

  static void alter(StatementDraft draft, Outline.AlterIndex alter) {
    QualifiedName name = alter.index();
    Optional<Table> found = draft.schema().findByIndex(name.schema(), name.name());
    if (found.isEmpty() && alter.ifExists()) {
      draft.find(FindingCode.NOTHING_TO_DO, "index " + Targets.words(name) + " does not exist");
      return;
    }
    Table table = found.orElseThrow(() -> draft.missing("index " + Targets.words(name)));
    Roles index = new Roles(List.of(new Roles.Player(Role.INDEX, full(table, name))), table.size());
    if (alter.change() == Outline.IndexChange.TABLESPACE) {
      draft.asWritten().form("set-index-tablespace", index);
      draft.refuse(
          ErrorCode.UNSAFE,
          "SET TABLESPACE copies index " + name.name() + " while nobody can use it",
          "REINDEX (TABLESPACE …) INDEX CONCURRENTLY builds it in the other one.");
      return;
    }
    OneStep.of(
            alter.change() == Outline.IndexChange.OPTIONS
                ? "set-index-options"
                : "set-index-statistics",
            index,
            "Change the settings of index " + name.name(),
            "Catalog only; they count when it is written or analyzed next.")
        .in(draft, Phase.MIGRATE);
  }

  /** ALTER INDEX … ATTACH PARTITION. */
  static void attach(StatementDraft draft, Outline.AttachIndex attach) {
    Table parent = owner(draft, attach.parent());
    Table leaf = owner(draft, attach.index());
    String own = attach.index().name();
    OneStep.of(
            "attach-index",
            Roles.NONE
                .with(Role.PARENT, full(parent, attach.parent()))
                .with(Role.INDEX, full(leaf, attach.index())),
            "Attach index " + own + " to " + attach.parent().name(),
            "Catalog only; it was built already.")
        .undo(new Undo.Impossible("the server does not detach an index"))
        .in(draft, Phase.MIGRATE);
    draft.change(leaf.name(), t -> t.partitions(with(leaf.partitions(), own)));
    Optional<Index> whole = parent.index(attach.parent().name());
    boolean complete =
        parent.partitions().parts().stream()
            .map(Partitions.Part::table)
            .filter(t -> !t.equals(leaf.name()))
            .allMatch(t -> whole.isPresent() && has(draft, t, whole.get()));
    draft.change(
        parent.name(),
        t -> t.index(attach.parent().name(), i -> i.withValid(i.valid() || complete)));
  }

  private static Table owner(StatementDraft draft, QualifiedName index) {
    return draft
        .schema()
        .findByIndex(index.schema(), index.name())
        .orElseThrow(() -> draft.missing("index " + Targets.words(index)));
  }

  private static TableName full(Table table, QualifiedName index) {
    return new TableName(table.name().schema(), index.name());
  }

  private static Partitions with(Partitions partitions, String index) {
    return new Partitions(
        partitions.key(),
        partitions.parts(),
        partitions
            .membership()
            .map(
                m -> {
                  Set<String> indexes = new HashSet<>(m.indexes());
                  indexes.add(index);
                  return new Partitions.Membership(
                      m.parent(), m.bound(), m.condition(), indexes, m.pending());
                }));
  }

  /** Whether the partition has one like it that belongs to one of the parent's. */
  private static boolean has(StatementDraft draft, TableName partition, Index whole) {
    Table table = draft.table(partition);
    return table.indexes().stream()
        .filter(i -> i.keys().equals(whole.keys()))
        .anyMatch(
            i ->
                table
                    .partitions()
                    .membership()
                    .filter(m -> m.indexes().contains(i.name()))
                    .isPresent());
  }
}
