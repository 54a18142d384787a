package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.IndexDefinition;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CREATE INDEX and DROP INDEX, both CONCURRENTLY; the drop waits for the contract phase. */
final class IndexRules {
  private IndexRules() {}

  static void create(StatementDraft draft, Statement.CreateIndex create) {
    Table table = Targets.table(draft, create.table(), false).orElseThrow();
    TableName name = table.name();
    boolean only = table.kind() == Table.Kind.PARTITIONED && create.only();
    String form =
        create.concurrently()
            ? "create-index-concurrently"
            : only ? "create-index-only" : "create-index";
    draft.asWritten().locks(form, Roles.of(table));
    boolean partitioned = table.kind() == Table.Kind.PARTITIONED && !create.only();
    if (partitioned) {
      draft.asWritten().withPartitions(table, LockMode.SHARE);
      if (create.concurrently()) {
        draft.asWritten().fails("a partitioned table takes no index CONCURRENTLY");
      }
    } else if (!only && !Targets.indexable(draft, table)) {
      return;
    }
    String index =
        create.name().orElseGet(() -> IndexNames.choose(draft.schema(), name, create.definition()));
    TableName full = new TableName(name.schema(), index);
    if (draft.contracted().hasRelation(full)) {
      AddColumnRule.refuseReuse(draft, full.toString());
      return;
    }
    if (draft.schema().relations().contains(full) && !replaces(draft, table, create, index)) {
      return;
    }
    draft.asWritten().form(form, Roles.of(table));
    Index built = index(index, create);
    if (only) {
      onOnly(draft, table, create, built);
      return;
    }
    if (partitioned) {
      if (create.unique() && !PartitionedIndex.uniqueFits(draft, table, built.keyColumns())) {
        return;
      }
      PartitionedIndex.add(draft, table, index, new OfPartitions(draft, create));
    } else {
      draft.step(
          IndexSteps.build(
              draft, name, index, statement(create, "CONCURRENTLY ", name.quoted(), index)));
      draft.change(name, t -> t.dropIndexes(i -> i.name().equals(index)).add(built));
      draft.schema(draft.schema().withRelationName(full));
    }
    covering(table, built)
        .ifPresent(
            other ->
                draft.find(
                    FindingCode.INDEX_COVERED,
                    other.name(),
                    name,
                    String.join(
                        ", ",
                        other.keyColumns().subList(0, create.definition().elements().size()))));
    if (create.unique()) {
      String columns = String.join(", ", keyTexts(create.definition()));
      draft.find(FindingCode.DUPLICATES_STOP, name, columns, columns, name, columns);
    }
    if (built.hasExpressions()) {
      draft.step(
          StepDraft.of(
                  Phase.EXPAND,
                  "Analyze " + name,
                  new StepAction.Analyze(
                      name, List.of(), Optional.of("statistics of the indexed expressions")),
                  "Statistics of an expression come with the first ANALYZE after its index.")
              .lock(draft.family(name), LockMode.SHARE_UPDATE_EXCLUSIVE)
              .work(Work.INSTANT, Estimates.sample()));
    }
  }

  /** An index of the parent alone, which is INVALID until each partition's is attached to it. */
  private static void onOnly(
      StatementDraft draft, Table table, Statement.CreateIndex create, Index built) {
    if (create.concurrently()) {
      draft.asWritten().fails("a partitioned table takes no index CONCURRENTLY");
    }
    if (create.unique() && !PartitionedIndex.uniqueFits(draft, table, built.keyColumns())) {
      return;
    }
    TableName name = new TableName(table.name().schema(), built.name());
    draft.step(
        StepDraft.execute(
                Phase.EXPAND,
                "Create index " + built.name() + " of " + table.name() + " alone",
                "It has no rows to read; it is valid once each partition has one attached to it.",
                statement(create, "", "ONLY " + table.name().quoted(), built.name()))
            .lock(table.name(), LockMode.SHARE)
            .undo("DROP INDEX IF EXISTS " + name.quoted()));
    draft.change(table.name(), t -> t.add(built.withValid(table.children().isEmpty())));
    draft.schema(draft.schema().withRelationName(name));
  }

  /**
   * @param how {@code CONCURRENTLY } or nothing
   * @param table with ONLY before it where its partitions are left out
   */
  private static String statement(
      Statement.CreateIndex create, String how, String table, String index) {
    return "CREATE "
        + (create.unique() ? "UNIQUE " : "")
        + "INDEX "
        + how
        + Identifiers.quote(index)
        + " ON "
        + table
        + " "
        + create.definition().text();
  }

  /** CREATE INDEX on a partitioned table. */
  private record OfPartitions(StatementDraft draft, Statement.CreateIndex create)
      implements PartitionedIndex.Form {
    @Override
    public String choose(TableName table) {
      return IndexNames.choose(draft.schema(), table, create.definition());
    }

    @Override
    public String onOnly(TableName table, String name) {
      return statement(create, "", "ONLY " + table.quoted(), name);
    }

    @Override
    public LockMode lockOnly() {
      return LockMode.SHARE;
    }

    @Override
    public String concurrently(TableName table, String name) {
      return statement(create, "CONCURRENTLY ", table.quoted(), name);
    }

    @Override
    public Optional<String> adopt(TableName table, String name) {
      return Optional.empty();
    }

    @Override
    public String drop(TableName root, String name) {
      return "DROP INDEX IF EXISTS " + new TableName(root.schema(), name).quoted();
    }

    @Override
    public Index index(String name) {
      return IndexRules.index(name, create);
    }

    @Override
    public boolean plainButForOrder() {
      return create.definition().elements().stream()
          .allMatch(
              e ->
                  e.column().isPresent() && e.collation().isEmpty() && e.operatorClass().isEmpty());
    }

    @Override
    public Optional<Constraint> constraint(String name) {
      return Optional.empty();
    }
  }

  /** An index that answers whatever this one would. */
  private static Optional<Index> covering(Table table, Index index) {
    if (index.unique() || !index.plainKeys() || index.hasExpressions()) {
      return Optional.empty();
    }
    return table.indexes().stream()
        .filter(other -> other.valid() && other.plainKeys() && !other.hasExpressions())
        .filter(other -> other.method().equals("btree") && index.method().equals("btree"))
        .filter(other -> !other.name().equals(index.name()))
        .filter(other -> other.predicate().isEmpty() && index.predicate().isEmpty())
        .filter(other -> other.include().containsAll(index.include()))
        .filter(
            other ->
                other.keys().size() >= index.keys().size()
                    && other.keys().subList(0, index.keys().size()).equals(index.keys()))
        .findFirst();
  }

  /** Whether an INVALID index of that name makes room; otherwise says what is in the way. */
  private static boolean replaces(
      StatementDraft draft, Table table, Statement.CreateIndex create, String index) {
    Optional<Index> there = table.index(index);
    if (!create.ifNotExists()) {
      throw draft.exists("relation " + table.name().schema() + "." + index);
    }
    if (there.isPresent() && !there.get().valid()) {
      draft.find(FindingCode.INVALID_INDEX, index);
      return true;
    }
    draft.find(FindingCode.NOTHING_TO_DO, "relation " + index + " exists already");
    return false;
  }

  private static List<String> keyTexts(IndexDefinition definition) {
    return definition.elements().stream().map(e -> e.expression().text()).toList();
  }

  private static Index index(String name, Statement.CreateIndex create) {
    IndexDefinition definition = create.definition();
    Set<String> columns = new LinkedHashSet<>();
    definition
        .elements()
        .forEach(e -> columns.addAll(ExpressionFacts.columns(e.expression().tree())));
    columns.addAll(definition.include());
    definition.where().ifPresent(w -> columns.addAll(ExpressionFacts.columns(w.tree())));
    boolean plain =
        definition.elements().stream()
            .allMatch(e -> e.column().isPresent() && e.text().equals(e.expression().text()));
    return new Index(
        name,
        "",
        definition.method(),
        create.unique(),
        true,
        true,
        definition.elements().stream().map(IndexDefinition.Element::column).toList(),
        definition.include(),
        List.copyOf(columns),
        definition.where().map(w -> w.text()),
        definition.nullsNotDistinct(),
        plain,
        false,
        Optional.empty(),
        0);
  }

  static void drop(StatementDraft draft, Statement.DropIndex drop) {
    for (QualifiedName written : drop.indexes()) {
      Optional<Table> table = draft.schema().findByIndex(written.schema(), written.name());
      if (table.isPresent()) {
        drop(draft, drop, table.get(), table.get().index(written.name()).orElseThrow());
      } else if (drop.ifExists()) {
        draft.find(
            FindingCode.NOTHING_TO_DO, "index " + Targets.words(written) + " does not exist");
      } else {
        throw draft.missing("index " + Targets.words(written));
      }
    }
  }

  private static void drop(
      StatementDraft draft, Statement.DropIndex drop, Table table, Index index) {
    TableName name = new TableName(table.name().schema(), index.name());
    draft
        .asWritten()
        .form(
            drop.concurrently() ? "drop-index-concurrently" : "drop-index",
            Roles.of(table).with(Role.INDEX, name));
    boolean partitioned = table.kind() == Table.Kind.PARTITIONED;
    if (partitioned) {
      draft.asWritten().withPartitions(table, LockMode.ACCESS_EXCLUSIVE);
    } else if (!Targets.indexable(draft, table)) {
      return;
    }
    if (inUse(draft, table, index)) {
      return;
    }
    Undo undo =
        index.definition().isEmpty()
            ? new Undo.Impossible("the index was made by this file")
            : new Undo.Autonomous(
                index.definition().replaceFirst(" INDEX ", " INDEX CONCURRENTLY "));
    draft.contract(
        partitioned
            ? StepDraft.execute(
                    Phase.CONTRACT,
                    "Drop index " + index.name() + " and those of the partitions",
                    "Catalog only, but an index of a partitioned table cannot be dropped"
                        + " CONCURRENTLY; the old application may need it.",
                    "DROP INDEX IF EXISTS " + name.quoted())
                .lock(draft.family(table.name()), LockMode.ACCESS_EXCLUSIVE)
                .undo(new Undo.Impossible("making it anew builds one for each partition"))
            : StepDraft.of(
                    Phase.CONTRACT,
                    "Drop index " + index.name(),
                    new StepAction.DropIndex(
                        name, "DROP INDEX CONCURRENTLY IF EXISTS " + name.quoted()),
                    "CONCURRENTLY lets reads and writes through; the old application may need it.")
                .lock(table.name(), LockMode.SHARE_UPDATE_EXCLUSIVE)
                .lock(name, LockMode.SHARE_UPDATE_EXCLUSIVE)
                .undo(undo));
    draft.find(FindingCode.DROP_INDEX_SLOWS, index.name());
    draft.contracted().relation(name);
    draft.contracted().waiting(table.name());
    draft.change(table.name(), t -> t.dropIndexes(i -> i.name().equals(index.name())));
    draft.schema(draft.schema().withoutRelationName(name));
  }

  private static boolean inUse(StatementDraft draft, Table table, Index index) {
    boolean attached =
        table.partitions().membership().map(m -> m.indexes().contains(index.name())).orElse(false);
    if (attached) {
      draft.asWritten().fails("index " + index.name() + " belongs to one of the parent's");
      draft.refuse(
          ErrorCode.DEPENDENT_OBJECT,
          "index "
              + index.name()
              + " belongs to an index of the table that "
              + table.name()
              + " is a partition of",
          "Drop the index of the parent.");
      return true;
    }
    if (index.constraint().isPresent()) {
      String constraint = index.constraint().get();
      draft.asWritten().fails("constraint " + constraint + " requires index " + index.name());
      draft.refuse(
          ErrorCode.DEPENDENT_OBJECT,
          "index " + index.name() + " belongs to constraint " + constraint,
          "ALTER TABLE "
              + table.name()
              + " DROP CONSTRAINT "
              + Identifiers.quote(constraint)
              + ";");
      return true;
    }
    Optional<IncomingKey> user =
        table.incoming().stream().filter(k -> k.index().equals(index.name())).findFirst();
    user.ifPresent(
        k -> {
          draft.asWritten().fails("foreign key " + k.name() + " depends on index " + index.name());
          draft.refuse(
              ErrorCode.DEPENDENT_OBJECT,
              "foreign key " + k.name() + " of " + k.child() + " relies on index " + index.name(),
              "Drop the foreign key first.");
        });
    if (index.replicaIdentity()) {
      draft.refuse(
          ErrorCode.DEPENDENT_OBJECT,
          "index " + index.name() + " is the replica identity of " + table.name(),
          "Set another REPLICA IDENTITY first.");
      return true;
    }
    return user.isPresent();
  }
}
