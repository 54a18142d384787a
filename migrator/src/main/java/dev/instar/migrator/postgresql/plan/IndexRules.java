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
    draft
        .asWritten()
        .on(name, create.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE);
    if (!Targets.indexable(draft, table)) {
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
    draft
        .asWritten()
        .work(
            Work.INDEX_BUILD,
            create.concurrently()
                ? Estimates.onlineIndexBuild(table.size())
                : Estimates.indexBuild(table.size()));
    String statement =
        "CREATE "
            + (create.unique() ? "UNIQUE " : "")
            + "INDEX CONCURRENTLY "
            + Identifiers.quote(index)
            + " ON "
            + name.quoted()
            + " "
            + create.definition().text();
    draft.step(IndexSteps.build(draft, name, index, statement));
    if (create.unique()) {
      String columns = String.join(", ", keyTexts(create.definition()));
      draft.find(FindingCode.DUPLICATES_STOP, name, columns, columns, name, columns);
    }
    Index built = index(index, create);
    if (built.hasExpressions()) {
      draft.step(
          StepDraft.of(
                  Phase.EXPAND,
                  "Analyze " + name,
                  new StepAction.Analyze(
                      name, List.of(), Optional.of("statistics of the indexed expressions")),
                  "Statistics of an expression come with the first ANALYZE after its index.")
              .lock(name, LockMode.SHARE_UPDATE_EXCLUSIVE)
              .work(Work.INSTANT, Estimates.sample()));
    }
    draft.change(name, t -> t.dropIndexes(i -> i.name().equals(index)).add(built));
    draft.schema(draft.schema().withRelationName(full));
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
        .on(
            table.name(),
            drop.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE)
        .index(
            name,
            drop.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE);
    if (!Targets.indexable(draft, table) || inUse(draft, table, index)) {
      return;
    }
    Undo undo =
        index.definition().isEmpty()
            ? new Undo.Impossible("the index was made by this file")
            : new Undo.Autonomous(
                index.definition().replaceFirst(" INDEX ", " INDEX CONCURRENTLY "));
    draft.contract(
        StepDraft.of(
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
