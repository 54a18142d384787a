package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.Collations;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.define.Constraints;
import dev.instar.engine.define.IndexColumns;
import dev.instar.engine.define.StoredExpressions;
import dev.instar.engine.define.ViewColumns;
import dev.instar.engine.define.index.IndexCollations;
import dev.instar.engine.define.index.OperatorClasses;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What depends on a column whose type changes: what stands in the way, and what is made again.
 * Indexes keep their entries where the order stays and nothing is computed; CHECK constraints are
 * tested on all rows again; so are foreign keys unless the stored values are the same. One thread.
 */
final class TypeDependents {
  private static final Set<String> TEXT = Set.of("text", "varchar");

  private final TableWork work;
  private final StatementContext context;
  private final Column before;

  TypeDependents(TableWork work, Column before) {
    this.work = work;
    this.context = work.context();
    this.before = before;
  }

  /**
   * @throws SqlException 0A000 if a view or a generated column reads the column
   */
  void requireFree() {
    Table table = work.table();
    for (Column other : table.liveColumns()) {
      if (other.generation() == Column.Generation.STORED
          && other.number() != before.number()
          && StoredExpressions.readsColumn(other.defaultText().orElseThrow(), before.name())) {
        throw new SqlException(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cannot alter type of a column used by a generated column")
            .with(
                Field.DETAIL,
                "Column \"%s\" is used by generated column \"%s\"."
                    .formatted(before.name(), other.name()));
      }
    }
    for (View view : context.catalog().all(View.class)) {
      if (view.dependsOn().contains(table.oid())
          && ViewColumns.reads(context, view, table.oid(), before.number())) {
        throw new SqlException(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cannot alter type of a column used by a view or rule")
            .with(
                Field.DETAIL,
                "rule _RETURN on view %s depends on column \"%s\""
                    .formatted(view.name(), before.name()));
      }
    }
  }

  /**
   * @param now the column, which is in the catalog
   * @param kept whether the stored values are the same
   */
  void adapt(Column now, boolean kept) {
    adaptIndexes(now);
    adaptConstraints(now, kept);
  }

  private void adaptIndexes(Column now) {
    Table table = work.table();
    for (Index index : context.catalog().indexes(table.oid())) {
      if (IndexColumns.of(context, table, index).contains(now.number())) {
        adapt(index, now);
      }
    }
  }

  private void adapt(Index index, Column now) {
    List<Index.Key> keys = new ArrayList<>();
    boolean computed = index.predicate().isPresent();
    boolean reordered = false;
    for (Index.Key key : index.keys()) {
      computed |= key.column() == 0;
      Index.Key adapted = adapted(key, now);
      reordered |=
          key.column() == now.number()
              && (isReordered(now) || !key.collation().equals(adapted.collation()));
      keys.add(adapted);
    }
    context.edits().put(index.withKeys(keys));
    if (computed || reordered) {
      work.rebuild(index.oid());
    }
  }

  private Index.Key adapted(Index.Key key, Column now) {
    if (key.column() != 0 && key.column() != now.number()) {
      return key;
    }
    Collation derived;
    Collation derivedBefore;
    DataType type;
    if (key.column() != 0) {
      type = StoredEvaluators.type(now, context);
      derived = Collation.stored(now.collation(), type);
      derivedBefore = Collation.stored(before.collation(), typeBefore());
    } else {
      BoundExpression value = over(key, work.table());
      type = value.type();
      derived = Collations.of(value);
      derivedBefore = Collations.of(over(key, work.before()));
    }
    Collation known =
        Collation.stored(key.collation(), context.catalog().type(key.type()).orElseThrow());
    Optional<Collation> said = known == derivedBefore ? Optional.empty() : Optional.of(known);
    return new Index.Key(
        key.column(),
        key.expression(),
        type.oid(),
        IndexCollations.choose(type, said, derived).nameBeside(type),
        OperatorClasses.choose(type, key.operatorClass().map(QualifiedName::of)),
        key.descending(),
        key.nullsFirst());
  }

  private BoundExpression over(Index.Key key, Table table) {
    return ExpressionAnalyzer.overTable(
        SqlParser.parseExpression(key.expression().orElseThrow()).tree(), table, context);
  }

  private DataType typeBefore() {
    return context.catalog().type(before.type()).orElseThrow();
  }

  private boolean isReordered(Column now) {
    Catalog catalog = context.catalog();
    String from = typeBefore().name();
    String to = catalog.type(now.type()).orElseThrow().name();
    return !from.equals(to) && !(TEXT.contains(from) && TEXT.contains(to));
  }

  private void adaptConstraints(Column now, boolean kept) {
    Catalog catalog = context.catalog();
    for (Constraint constraint : catalog.constraints(work.table().oid())) {
      switch (constraint) {
        case Constraint.Check check -> {
          if (check.columns().contains(now.number())) {
            // It must still be a condition when the column is of the new type.
            StoredEvaluators.over(check.expression(), work.table(), context);
            if (check.validated()) {
              work.require(check);
            }
          }
        }
        case Constraint.ForeignKey key -> {
          if (key.columns().contains(now.number())) {
            context.lock(key.referenced(), LockMode.ACCESS_EXCLUSIVE);
            adapt(key, kept);
          }
        }
        case Constraint.Unique unique -> {}
      }
    }
    for (Constraint.ForeignKey key : catalog.referencing(work.table().oid())) {
      if (key.referencedColumns().contains(now.number())) {
        context.lock(key.table(), LockMode.ACCESS_EXCLUSIVE);
        adapt(key, kept);
      }
    }
  }

  private void adapt(Constraint.ForeignKey key, boolean kept) {
    Constraints.requireComparable(context, key);
    if (!kept && key.validated()) {
      work.require(key);
    }
  }
}
