package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Definition.CreateTable;
import dev.instar.engine.sql.Definition.TableElement;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.References;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * CREATE TABLE in its ways. Nobody uses the table yet, so whatever is in it is instant; what it
 * refers to is locked for a moment.
 */
final class CreateTableRule {
  private static final String REASON = "Nobody uses the table yet.";

  private CreateTableRule() {}

  static void table(StatementDraft draft, CreateTable create) {
    Optional<TableName> name =
        free(draft, create.table(), create.ifNotExists(), create.storage().persistence());
    name.ifPresent(n -> make(draft, n, create, Table.Kind.TABLE, List.of()));
  }

  static void partitioned(StatementDraft draft, Outline.CreatePartitionedTable create) {
    CreateTable table = create.table();
    Optional<TableName> name =
        free(draft, table.table(), table.ifNotExists(), table.storage().persistence());
    name.ifPresent(
        n -> {
          make(draft, n, table, Table.Kind.PARTITIONED, List.of());
          draft.change(
              n, t -> t.partitions(NewTable.partitions(draft.table(n), create.partitioning())));
        });
  }

  static void inheriting(StatementDraft draft, Outline.CreateInheritingTable create) {
    CreateTable table = create.table();
    Optional<TableName> name =
        free(draft, table.table(), table.ifNotExists(), table.storage().persistence());
    List<Table> parents =
        create.parents().stream().map(p -> Targets.table(draft, p, false).orElseThrow()).toList();
    name.ifPresent(
        n -> {
          make(draft, n, table, Table.Kind.TABLE, parents);
          draft.change(n, t -> t.trait(Trait.INHERITS, true).trait(Trait.PARTLY_KNOWN, true));
        });
  }

  private static void make(
      StatementDraft draft,
      TableName name,
      CreateTable create,
      Table.Kind kind,
      List<Table> inherited) {
    draft.schema(draft.schema().with(NewTable.empty(name, kind, create.storage())));
    StatementDraft model = draft.scratch();
    NewTable.fill(model, name, create.elements());
    if (model.asWritten().error().isPresent()) {
      draft.asWritten().fails(model.asWritten().error().get());
      model
          .refusal()
          .ifPresent(r -> draft.refuse(ErrorCode.valueOf(r.code()), r.reason(), r.alternative()));
    }
    draft.schema(model.schema());
    Set<TableName> parents = referenced(draft, create);
    parents.remove(name);
    OneStep step =
        OneStep.of(
            "create-table",
            Roles.NONE.with(Role.PARENT, parents),
            "Create table " + name,
            parents.isEmpty()
                ? REASON
                : "Nobody uses the table yet; what it refers to is locked for a moment.");
    if (!inherited.isEmpty()) {
      step =
          step.and(
              "create-inheriting-table",
              Roles.NONE.with(Role.PARENT, inherited.stream().map(Table::name).toList()));
    }
    step.undo(drop(parents, name)).in(draft, Phase.EXPAND);
  }

  /** The tables of its foreign keys, but for new ones. */
  private static Set<TableName> referenced(StatementDraft draft, CreateTable create) {
    Set<TableName> parents = new TreeSet<>();
    for (TableElement element : create.elements()) {
      switch (element) {
        case TableElement.Column column ->
            column.definition().constraints().stream()
                .filter(ColumnConstraint.References.class::isInstance)
                .map(c -> ((ColumnConstraint.References) c).target().table())
                .forEach(t -> add(parents, draft, t));
        case TableElement.Constraint constraint -> {
          if (constraint.constraint() instanceof TableConstraint.ForeignKey key) {
            add(parents, draft, key.target().table());
          }
        }
        case TableElement.Like like -> {}
      }
    }
    return parents;
  }

  private static void add(Set<TableName> parents, StatementDraft draft, QualifiedName name) {
    Targets.table(draft, name, false)
        .filter(t -> !t.has(Trait.NEW))
        .ifPresent(t -> parents.add(t.name()));
  }

  /** Its foreign keys go with it, for which the server locks their other ends. */
  private static String[] drop(Set<TableName> parents, TableName name) {
    List<String> statements = new ArrayList<>();
    if (!parents.isEmpty()) {
      statements.add(
          "LOCK TABLE "
              + parents.stream().map(p -> "ONLY " + p.quoted()).collect(Collectors.joining(", "))
              + " IN ACCESS EXCLUSIVE MODE");
    }
    statements.add("DROP TABLE IF EXISTS " + name.quoted());
    return statements.toArray(String[]::new);
  }

  /** CREATE TABLE AS, and SELECT INTO. */
  static void as(StatementDraft draft, Definition.CreateTableAs create) {
    Optional<TableName> name =
        free(draft, create.table(), create.ifNotExists(), create.storage().persistence());
    if (name.isEmpty()) {
      return;
    }
    filled(
        draft,
        create.withData() ? "create-table-as" : "create-table-like",
        References.of(create.query()),
        "Create table " + name.get(),
        "DROP TABLE IF EXISTS " + name.get().quoted());
    draft.schema(
        draft
            .schema()
            .with(
                NewTable.empty(name.get(), Table.Kind.TABLE, create.storage())
                    .with(t -> t.trait(Trait.PARTLY_KNOWN, true))));
    if (create.withData()) {
      Targets.filled(draft, draft.schema().table(name.get()));
    }
  }

  static void materializedView(StatementDraft draft, Outline.CreateMaterializedView create) {
    Optional<TableName> name =
        free(draft, create.name(), create.ifNotExists(), Definition.Persistence.PERMANENT);
    if (name.isEmpty()) {
      return;
    }
    filled(
        draft,
        create.withData() ? "create-materialized-view" : "create-view",
        References.of(create.query()),
        "Create materialized view " + name.get(),
        "DROP MATERIALIZED VIEW IF EXISTS " + name.get().quoted());
    draft.schema(draft.schema().with(NewTable.unknown(name.get(), Table.Kind.MATERIALIZED_VIEW)));
    if (create.withData()) {
      Targets.filled(draft, draft.schema().table(name.get()));
    }
  }

  /** A relation that is filled from others, which are read like by any query. */
  private static void filled(
      StatementDraft draft, String form, References references, String title, String undo) {
    List<Table> sources = Targets.known(draft, references);
    Optional<TableSize> size = Targets.size(sources);
    new OneStep(
            List.of(
                new OneStep.Part(
                    form,
                    new Roles(
                        Roles.NONE
                            .with(Role.SOURCE, sources.stream().map(Table::name).toList())
                            .players(),
                        size))),
            title,
            "Nobody uses it yet, and what it reads it reads like any query.",
            new Undo.Sql(List.of(undo)))
        .in(draft, Phase.EXPAND);
    if (Targets.many(size)) {
      draft.find(
          FindingCode.LONG_TRANSACTION,
          sources.stream().map(t -> t.name().toString()).collect(Collectors.joining(", ")));
    }
  }

  /** The name, if it is free for something new; otherwise says what is in the way. */
  static Optional<TableName> free(
      StatementDraft draft,
      QualifiedName written,
      boolean ifNotExists,
      Definition.Persistence persistence) {
    if (persistence == Definition.Persistence.TEMPORARY) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "a temporary relation is gone when its step's session ends",
          "Use an ordinary table, and drop it in the same file.");
      return Optional.empty();
    }
    TableName name = draft.schema().place(written.schema(), written.name());
    if (draft.contracted().hasRelation(name)) {
      AddColumnRule.refuseReuse(draft, name.toString());
      return Optional.empty();
    }
    if (!draft.schema().relations().contains(name)) {
      return Optional.of(name);
    }
    if (!ifNotExists) {
      throw draft.exists("relation " + name);
    }
    draft.find(FindingCode.NOTHING_TO_DO, "relation " + name + " exists already");
    return Optional.empty();
  }
}
