package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.IndexDefinition;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The indexes that a table must have to become a partition: one for each of the parent's, after
 * AttachPartitionEnsureIndexes in the server's tablecmds.c.
 */
final class PartitionIndexes {
  private PartitionIndexes() {}

  /**
   * An index of the parent that the table has no like of.
   *
   * @param definition everything from USING on, as the server prints it; empty where it is not
   *     known yet, because this file makes it
   * @param constraint whose it is
   */
  record Missing(Index index, Optional<String> definition, Optional<Constraint> constraint) {
    /** The steps that build it on the table, with the name that the server would give it. */
    void add(StatementDraft draft, Table child) {
      boolean exclusion = constraint.map(c -> c.type() == Constraint.Type.EXCLUDE).orElse(false);
      if (definition.isEmpty() || exclusion) {
        draft.refuse(
            ErrorCode.STATEMENT_UNSUPPORTED,
            exclusion
                ? child.name()
                    + " has no EXCLUDE like "
                    + index.name()
                    + ", and the server has no way to add one online"
                : "index " + index.name() + " is made by this file",
            exclusion
                ? "Attach the table while it is empty."
                : "Attach the partition in a file of its own.");
        return;
      }
      TableName table = child.name();
      String name = name(draft, table);
      draft.step(
          IndexSteps.build(
              draft,
              table,
              name,
              "CREATE "
                  + (index.unique() ? "UNIQUE " : "")
                  + "INDEX CONCURRENTLY "
                  + Identifiers.quote(name)
                  + " ON "
                  + table.quoted()
                  + " "
                  + definition.get()));
      constraint.ifPresent(c -> draft.step(adopt(table, name, c)));
      draft.schema(draft.schema().withRelationName(new TableName(table.schema(), name)));
      draft.change(
          table,
          t ->
              t.add(
                  constraint
                      .map(c -> index.withName(name).withConstraint(name, index.immediate()))
                      .orElse(index.withName(name))));
      constraint.ifPresent(c -> Constraints.remember(draft, table, c.withName(name)));
    }

    private String name(StatementDraft draft, TableName table) {
      if (constraint.isPresent()) {
        List<String> columns =
            Stream.concat(index.keyColumns().stream(), index.include().stream()).toList();
        return ObjectNames.constraintIndex(
            draft.schema(),
            table,
            ObjectNames.distinct(columns),
            constraint.get().type() == Constraint.Type.PRIMARY_KEY ? "pkey" : "key");
      }
      IndexDefinition parsed =
          ((Statement.CreateIndex)
                  SqlParser.parseStatement("CREATE INDEX ON t " + definition.orElseThrow())
                      .statement())
              .definition();
      return IndexNames.choose(draft.schema(), table, parsed);
    }

    private static StepDraft adopt(TableName table, String name, Constraint constraint) {
      String words = constraint.type() == Constraint.Type.PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE";
      int timing = constraint.definition().indexOf(" DEFERRABLE");
      String quoted = Identifiers.quote(name);
      return StepDraft.execute(
              Phase.MIGRATE,
              "Add " + words + " " + name,
              "The index is there already, so nothing is read.",
              NotNullRule.alter(table)
                  + "ADD CONSTRAINT "
                  + quoted
                  + " "
                  + words
                  + " USING INDEX "
                  + quoted
                  + (timing < 0 ? "" : constraint.definition().substring(timing)))
          .lock(table, LockMode.ACCESS_EXCLUSIVE)
          .undo(NotNullRule.alter(table) + "DROP CONSTRAINT " + quoted);
    }
  }

  static List<Missing> missing(StatementDraft draft, Table parent, Table child) {
    List<Missing> missing = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (Index index : parent.indexes()) {
      Optional<Index> like = like(index, child, used);
      like.ifPresent(l -> used.add(l.name()));
      if (like.isEmpty()) {
        missing.add(
            new Missing(index, definition(index), index.constraint().flatMap(parent::constraint)));
      }
    }
    return missing;
  }

  /** The indexes of a partition that belong to one of the parent's. */
  static Set<String> belonging(Table parent, Table child) {
    Set<String> used = new HashSet<>();
    for (Index index : parent.indexes()) {
      like(index, child, used).ifPresent(l -> used.add(l.name()));
    }
    return used;
  }

  private static Optional<Index> like(Index wanted, Table child, Set<String> used) {
    return child.indexes().stream()
        .filter(i -> i.valid() && !used.contains(i.name()))
        .filter(i -> i.unique() == wanted.unique() && i.immediate() == wanted.immediate())
        .filter(i -> wanted.constraint().isEmpty() || i.constraint().isPresent())
        .filter(i -> same(i, wanted))
        .findFirst();
  }

  /** Only what is seen without comparing expressions, or is printed the same. */
  private static boolean same(Index a, Index b) {
    boolean printed = definition(a).isPresent() && definition(a).equals(definition(b));
    return printed
        || (PartitionedIndex.plainButForOrder(a)
            && PartitionedIndex.plainButForOrder(b)
            && a.predicate().isEmpty()
            && b.predicate().isEmpty()
            && a.method().equals(b.method())
            && a.nullsNotDistinct() == b.nullsNotDistinct()
            && !a.hasExpressions()
            && a.keyColumns().equals(b.keyColumns())
            && a.include().equals(b.include()));
  }

  private static Optional<String> definition(Index index) {
    int using = index.definition().indexOf(" USING ");
    return using < 0 ? Optional.empty() : Optional.of(index.definition().substring(using + 1));
  }
}
