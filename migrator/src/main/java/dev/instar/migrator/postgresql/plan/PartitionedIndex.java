package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index of a partitioned table, or a key, which the server builds under a lock on every
 * partition at once. The recipe: the index ON ONLY the partitioned tables, which holds no row and
 * is INVALID; then one CONCURRENTLY for each partition that has rows, which is attached. With the
 * last of them the whole is valid. A partition that comes meanwhile is given its index by the
 * server.
 */
final class PartitionedIndex {
  private final StatementDraft draft;
  private final Table root;
  private final Form form;

  /** The names that it has in each table. */
  private final Map<TableName, String> names = new LinkedHashMap<>();

  private PartitionedIndex(StatementDraft draft, Table root, Form form) {
    this.draft = draft;
    this.root = root;
    this.form = form;
  }

  /** What is made: an index, or a key. */
  interface Form {
    /** What the server would call it in a table. */
    String choose(TableName table);

    /** The statement that makes it on a partitioned table and on no partition of it. */
    String onOnly(TableName table, String name);

    /** What {@link #onOnly} locks its table with. */
    LockMode lockOnly();

    /** CREATE INDEX CONCURRENTLY for one partition. */
    String concurrently(TableName table, String name);

    /** What makes the index of a partition one that can be attached; empty if it is already. */
    Optional<String> adopt(TableName table, String name);

    /** The statement that takes the whole away, if it is there. */
    String drop(TableName root, String name);

    /** The index as the model has it. */
    Index index(String name);

    /** Whether its keys are columns, of default operator class and the column's collation. */
    boolean plainButForOrder();

    /** Its constraint as the model has it. */
    Optional<Constraint> constraint(String name);
  }

  /**
   * The steps.
   *
   * @param root the partitioned table
   * @param name what it is called there
   */
  static void add(StatementDraft draft, Table root, String name, Form form) {
    new PartitionedIndex(draft, root, form).add(name);
  }

  private void add(String name) {
    List<Table> tables = PartitionTree.all(draft, root.name());
    List<Table> leaves = tables.stream().filter(t -> t.kind() == Table.Kind.TABLE).toList();
    Map<TableName, String> there = new LinkedHashMap<>();
    for (Table table : tables) {
      Optional<String> same = leaves.contains(table) ? equivalent(table) : Optional.empty();
      same.ifPresent(s -> there.put(table.name(), s));
      names.put(
          table.name(),
          table.name().equals(root.name())
              ? name
              : same.orElseGet(() -> form.choose(table.name())));
      if (same.isEmpty()) {
        draft.schema(draft.schema().withRelationName(at(table.name())));
      }
    }
    draft.step(
        onPartitioned(tables.stream().filter(t -> t.kind() == Table.Kind.PARTITIONED).toList()));
    for (Table leaf : leaves) {
      String index = names.get(leaf.name());
      if (!there.containsKey(leaf.name())) {
        draft.step(
            IndexSteps.build(draft, leaf.name(), index, form.concurrently(leaf.name(), index)));
        draft.step(attach(leaf, form.adopt(leaf.name(), index)).undo(drop()));
      }
    }
    // Last: what is attached goes with the whole when that is taken back.
    for (Table leaf : leaves) {
      if (there.containsKey(leaf.name())) {
        draft.step(
            attach(leaf, Optional.empty())
                .undo(
                    new Undo.Impossible(
                        there.get(leaf.name()) + ", which was there before, would go with it")));
      }
    }
    for (Table table : tables) {
      if (!there.containsKey(table.name())) {
        String its = names.get(table.name());
        draft.change(table.name(), t -> t.add(form.index(its)));
        form.constraint(its).ifPresent(c -> Constraints.remember(draft, table.name(), c));
      }
    }
  }

  private TableName at(TableName table) {
    return new TableName(table.schema(), names.get(table));
  }

  /** The partitioned tables get theirs in one transaction, each attached to its parent's. */
  private StepDraft onPartitioned(List<Table> partitioned) {
    List<String> statements = new ArrayList<>();
    for (Table table : partitioned) {
      statements.add(form.onOnly(table.name(), names.get(table.name())));
      if (!table.name().equals(root.name())) {
        statements.add(attachment(table));
      }
    }
    return StepDraft.execute(
            Phase.EXPAND,
            "Add " + names.get(root.name()) + " to " + root.name() + ", without its partitions",
            "It holds no row, and is valid once each partition's is attached.",
            statements.toArray(String[]::new))
        .lock(partitioned.stream().map(Table::name).toList(), form.lockOnly())
        .undo(drop());
  }

  private StepDraft attach(Table leaf, Optional<String> adopted) {
    List<String> statements = new ArrayList<>();
    adopted.ifPresent(statements::add);
    statements.add(attachment(leaf));
    StepDraft step =
        StepDraft.execute(
            Phase.MIGRATE,
            "Attach " + names.get(leaf.name()) + " to " + names.get(parent(leaf)),
            "The index is there already.",
            statements.toArray(String[]::new));
    return (adopted.isPresent() ? step.lock(leaf.name(), LockMode.ACCESS_EXCLUSIVE) : step)
        .lock(at(parent(leaf)), LockMode.SHARE_UPDATE_EXCLUSIVE)
        .lock(at(leaf.name()), LockMode.ACCESS_EXCLUSIVE);
  }

  /** Takes the parts of the partitions away as well; there is no way to detach one. */
  private String drop() {
    return form.drop(root.name(), names.get(root.name()));
  }

  private String attachment(Table table) {
    return "ALTER INDEX "
        + at(parent(table)).quoted()
        + " ATTACH PARTITION "
        + at(table.name()).quoted();
  }

  private static TableName parent(Table table) {
    return table.partitions().membership().map(Partitions.Membership::parent).orElseThrow();
  }

  /**
   * An index of a partition that the server would attach instead of building one, after
   * CompareIndexInfo in its index.c: it may be in another order. Only where that is seen without
   * comparing expressions.
   */
  private Optional<String> equivalent(Table leaf) {
    Index wanted = form.index("");
    if (!form.plainButForOrder()) {
      return Optional.empty();
    }
    return leaf.indexes().stream()
        .filter(i -> i.valid() && plainButForOrder(i))
        .filter(i -> i.predicate().isEmpty() && wanted.predicate().isEmpty())
        .filter(i -> i.method().equals(wanted.method()) && i.unique() == wanted.unique())
        .filter(i -> i.nullsNotDistinct() == wanted.nullsNotDistinct())
        .filter(i -> !i.hasExpressions() && i.keyColumns().equals(wanted.keyColumns()))
        .filter(i -> i.include().equals(wanted.include()))
        .filter(i -> i.constraint().isPresent() || wanted.constraint().isEmpty())
        .filter(i -> i.immediate() == wanted.immediate())
        .filter(
            i ->
                leaf.partitions()
                    .membership()
                    .map(m -> !m.indexes().contains(i.name()))
                    .orElse(true))
        .map(Index::name)
        .findFirst();
  }

  /** Whether its keys are columns, of default operator class and the column's collation. */
  static boolean plainButForOrder(Index index) {
    String keys = "USING " + index.method() + " (";
    String unordered =
        index.definition().replaceAll(" (DESC|NULLS FIRST|NULLS LAST)\\b", "").replace("\"", "");
    return !index.hasExpressions()
        && (index.plainKeys()
            || unordered.contains(keys + String.join(", ", index.keyColumns()) + ")"));
  }

  /**
   * Whether a unique index can be had: two rows that are equal in it must be in one partition. If
   * not, it is refused.
   */
  static boolean uniqueFits(StatementDraft draft, Table root, List<String> columns) {
    Optional<Partitions.KeyPart> missing =
        PartitionTree.all(draft, root.name()).stream()
            .flatMap(t -> t.partitions().key().stream())
            .flatMap(k -> k.parts().stream())
            .filter(p -> p.column().map(c -> !columns.contains(c)).orElse(true))
            .findFirst();
    missing.ifPresent(
        m -> {
          draft
              .asWritten()
              .fails("a unique index of a partitioned table must have all columns of its key");
          draft.refuse(
              ErrorCode.DEPENDENT_OBJECT,
              "rows of "
                  + root.name()
                  + " that are equal could be in two partitions: "
                  + m.sql()
                  + ", by which it is partitioned, is missing",
              "Add the columns of the partition key to it.");
        });
    return missing.isEmpty();
  }
}
