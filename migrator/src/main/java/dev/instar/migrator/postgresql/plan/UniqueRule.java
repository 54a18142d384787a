package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ConstraintTiming;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ADD UNIQUE and ADD PRIMARY KEY. As written they build an index under ACCESS EXCLUSIVE. The
 * recipe: CREATE UNIQUE INDEX CONCURRENTLY under the constraint's name, the NOT NULL proof for the
 * columns of a primary key, then ADD CONSTRAINT … USING INDEX.
 */
final class UniqueRule {
  private UniqueRule() {}

  /**
   * @param replaced the primary key that the same ALTER TABLE drops; the drop then happens in the
   *     transaction that adds the new one
   */
  static void apply(
      StatementDraft draft,
      Table table,
      TableConstraint.Unique unique,
      Optional<Constraint> replaced) {
    draft.asWritten().form(unique.primaryKey() ? "add-primary-key" : "add-unique", Roles.of(table));
    add(draft, table.name(), unique, replaced);
  }

  /** The steps that add the constraint. */
  static void add(
      StatementDraft draft,
      TableName name,
      TableConstraint.Unique unique,
      Optional<Constraint> replaced) {
    Table table = draft.table(name);
    for (String column : unique.columns()) {
      Targets.column(draft, table, column);
    }
    if (unique.primaryKey() && table.primaryKey().isPresent() && replaced.isEmpty()) {
      throw draft.exists("the primary key of table " + name);
    }
    String label = unique.primaryKey() ? "pkey" : "key";
    // A constraint dropped by the same statement has given its name free.
    StatementNames names = StatementNames.without(draft.schema(), name, replaced);
    String constraint =
        unique
            .name()
            .orElseGet(
                () ->
                    ObjectNames.constraintIndex(
                        names.schema(),
                        name,
                        ObjectNames.distinct(
                            Stream.concat(unique.columns().stream(), unique.include().stream())
                                .toList()),
                        label));
    if (names.taken(constraint)) {
      throw draft.exists("relation " + name.schema() + "." + constraint);
    }
    if (table.kind() == Table.Kind.PARTITIONED) {
      ofPartitions(draft, table, unique, constraint, replaced);
      return;
    }
    boolean sameName = replaced.map(r -> r.name().equals(constraint)).orElse(false);
    String index =
        sameName ? ObjectNames.passing(draft.schema(), name, "", "instar_new_key") : constraint;
    draft.step(IndexSteps.build(draft, name, index, concurrently(name, index, unique)));
    findDuplicates(draft, name, unique);
    notNull(draft, name, unique);
    attach(draft, name, index, constraint, unique, replaced);
  }

  private static void notNull(StatementDraft draft, TableName name, TableConstraint.Unique unique) {
    for (String column : unique.primaryKey() ? unique.columns() : List.<String>of()) {
      if (!draft.table(name).column(column).orElseThrow().notNull()) {
        draft.find(FindingCode.VIOLATIONS_STOP, name, "NOT NULL of " + column);
        NotNullRule.prove(draft, name, column, Optional.empty());
      }
    }
  }

  private static void findDuplicates(
      StatementDraft draft, TableName table, TableConstraint.Unique unique) {
    String columns = String.join(", ", unique.columns());
    draft.find(FindingCode.DUPLICATES_STOP, table, columns, columns, table, columns);
  }

  /** CREATE UNIQUE INDEX CONCURRENTLY of what the constraint is to rely on. */
  static String concurrently(TableName table, String index, TableConstraint.Unique unique) {
    return "CREATE UNIQUE INDEX CONCURRENTLY "
        + Identifiers.quote(index)
        + " ON "
        + table.quoted()
        + " USING btree ("
        + ForeignKeyRule.quoted(unique.columns())
        + ")"
        + (unique.include().isEmpty()
            ? ""
            : " INCLUDE (" + ForeignKeyRule.quoted(unique.include()) + ")")
        + (unique.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
        + options(unique.options())
        + unique.tablespace().map(t -> " TABLESPACE " + Identifiers.quote(t)).orElse("");
  }

  /** Of a partitioned table, whose columns must be NOT NULL before it can have the key at all. */
  private static void ofPartitions(
      StatementDraft draft,
      Table table,
      TableConstraint.Unique unique,
      String name,
      Optional<Constraint> replaced) {
    if (replaced.isPresent()) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "the primary key of a partitioned table is not replaced in one statement",
          "Add the new one as UNIQUE, drop the old one in a later file.");
      return;
    }
    if (!PartitionedIndex.uniqueFits(draft, table, unique.columns())) {
      return;
    }
    notNull(draft, table.name(), unique);
    findDuplicates(draft, table.name(), unique);
    PartitionedIndex.add(draft, table, name, new PartitionedKey(draft, unique));
  }

  private static void attach(
      StatementDraft draft,
      TableName table,
      String index,
      String name,
      TableConstraint.Unique unique,
      Optional<Constraint> replaced) {
    String words = words(unique);
    String drop =
        replaced.map(r -> "DROP CONSTRAINT " + Identifiers.quote(r.name()) + ", ").orElse("");
    StepDraft step =
        StepDraft.execute(
                Phase.MIGRATE,
                (replaced.isPresent() ? "Replace the primary key by " : "Add " + words + " ")
                    + name,
                "The index is there already, so nothing is read.",
                NotNullRule.alter(table)
                    + drop
                    + "ADD CONSTRAINT "
                    + Identifiers.quote(name)
                    + " "
                    + words
                    + " USING INDEX "
                    + Identifiers.quote(index)
                    + timing(unique.timing()))
            .lock(table, LockMode.ACCESS_EXCLUSIVE);
    draft.step(
        replaced.isPresent()
            ? step.lock(
                    new TableName(table.schema(), replaced.get().name()), LockMode.ACCESS_EXCLUSIVE)
                .undo(new Undo.Impossible("the old key's index is gone"))
            : step.undo(NotNullRule.alter(table) + "DROP CONSTRAINT " + Identifiers.quote(name)));
    replaced.ifPresent(r -> draft.change(table, t -> t.dropConstraint(r.name())));
    Constraints.remember(draft, table, constraint(name, unique));
    draft.schema(draft.schema().withRelationName(new TableName(table.schema(), name)));
    draft.change(table, t -> t.add(index(name, unique)));
  }

  static Constraint constraint(String name, TableConstraint.Unique unique) {
    return new Constraint(
        name,
        unique.primaryKey() ? Constraint.Type.PRIMARY_KEY : Constraint.Type.UNIQUE,
        words(unique) + " (" + ForeignKeyRule.quoted(unique.columns()) + ")",
        true,
        true,
        unique.timing().deferrable(),
        unique.columns(),
        Optional.empty());
  }

  static String words(TableConstraint.Unique unique) {
    return unique.primaryKey() ? "PRIMARY KEY" : "UNIQUE";
  }

  static Index index(String name, TableConstraint.Unique unique) {
    List<String> columns = new ArrayList<>(unique.columns());
    columns.addAll(unique.include());
    return new Index(
        name,
        "",
        "btree",
        true,
        true,
        !unique.timing().deferrable(),
        unique.columns().stream().map(Optional::of).toList(),
        unique.include(),
        columns,
        Optional.empty(),
        unique.nullsNotDistinct(),
        true,
        false,
        Optional.of(name),
        0);
  }

  /** ADD UNIQUE or PRIMARY KEY USING INDEX: instant, but for a primary key's nullable columns. */
  static void usingIndex(
      StatementDraft draft, Table table, TableConstraint.UniqueUsingIndex unique) {
    draft
        .asWritten()
        .locks(
            unique.primaryKey() ? "add-primary-key-using-index" : "add-unique-using-index",
            Roles.of(table));
    if (table.kind() == Table.Kind.PARTITIONED) {
      draft.asWritten().fails("a partitioned table takes no index as a constraint's");
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "USING INDEX is not for partitioned tables",
          "ADD UNIQUE or PRIMARY KEY with its columns: it is made online.");
      return;
    }
    Index index =
        table
            .index(unique.index())
            .orElseThrow(() -> draft.missing("index " + unique.index() + " of " + table.name()));
    if (!index.unique()
        || !index.valid()
        || !index.plainKeys()
        || index.predicate().isPresent()
        || index.hasExpressions()
        || index.constraint().isPresent()) {
      draft.refuse(
          ErrorCode.DEPENDENT_OBJECT,
          "index "
              + index.name()
              + " cannot become a constraint: it must be valid, unique, over"
              + " plain columns in default order, without a condition",
          "Build such an index first.");
      return;
    }
    String name = unique.name().orElse(index.name());
    for (String column : unique.primaryKey() ? index.keyColumns() : List.<String>of()) {
      if (!draft.table(table.name()).column(column).orElseThrow().notNull()) {
        draft.asWritten().form("add-primary-key-using-index-nullable", Roles.of(table));
        draft.find(FindingCode.VIOLATIONS_STOP, table.name(), "NOT NULL of " + column);
        NotNullRule.prove(draft, table.name(), column, Optional.empty());
      }
    }
    String words = unique.primaryKey() ? "PRIMARY KEY" : "UNIQUE";
    draft.step(
        StepDraft.execute(
                Phase.MIGRATE,
                "Add " + words + " " + name,
                "The index is there already, so nothing is read.",
                NotNullRule.alter(table.name())
                    + "ADD CONSTRAINT "
                    + Identifiers.quote(name)
                    + " "
                    + words
                    + " USING INDEX "
                    + Identifiers.quote(index.name())
                    + timing(unique.timing()))
            .lock(table.name(), LockMode.ACCESS_EXCLUSIVE)
            .undo(new Undo.Impossible("dropping the constraint would drop the index with it")));
    Constraints.remember(
        draft,
        table.name(),
        new Constraint(
            name,
            unique.primaryKey() ? Constraint.Type.PRIMARY_KEY : Constraint.Type.UNIQUE,
            words + " (" + ForeignKeyRule.quoted(index.keyColumns()) + ")",
            true,
            true,
            unique.timing().deferrable(),
            index.keyColumns(),
            Optional.empty()));
    draft.change(
        table.name(),
        t ->
            t.index(
                index.name(),
                i -> i.withName(name).withConstraint(name, !unique.timing().deferrable())));
  }

  static String timing(ConstraintTiming timing) {
    return (timing.deferrable() ? " DEFERRABLE" : "")
        + (timing.initiallyDeferred() ? " INITIALLY DEFERRED" : "");
  }

  static String options(Map<String, String> options) {
    return options.isEmpty()
        ? ""
        : new TreeMap<>(options)
            .entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", ", " WITH (", ")"));
  }
}
