package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.IndexDefinition;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Modification.ConflictTarget;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.SqlParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ON CONFLICT: which unique indexes it is about, and what is done to the row that is there. */
final class ConflictAnalyzer {
  private final Environment environment;
  private final Analysis analysis;
  private final TargetTable target;
  private final Table table;

  ConflictAnalyzer(Environment environment, TargetTable target) {
    this.environment = environment;
    this.analysis = environment.analysis();
    this.target = target;
    this.table = target.table();
  }

  BoundStatement.OnConflict analyze(Modification.OnConflict conflict) {
    boolean update = !conflict.assignments().isEmpty();
    if (update && conflict.target() instanceof ConflictTarget.Any) {
      throw analysis
          .error(
              SqlState.SYNTAX_ERROR,
              "ON CONFLICT DO UPDATE requires inference specification or constraint name",
              conflict.position())
          .with(SqlException.Field.HINT, "For example, ON CONFLICT (column_name).");
    }
    List<Index> arbiters =
        switch (conflict.target()) {
          case ConflictTarget.Any any -> List.of();
          case ConflictTarget.Constraint named -> List.of(ofConstraint(named, conflict));
          case ConflictTarget.Inferred inferred -> inferred(inferred);
        };
    return new BoundStatement.OnConflict(
        arbiters, update ? Optional.of(update(conflict)) : Optional.empty());
  }

  private Index ofConstraint(ConflictTarget.Constraint named, Modification.OnConflict conflict) {
    for (Constraint constraint : analysis.context().catalog().constraints(table.oid())) {
      if (!constraint.name().equals(named.name())) {
        continue;
      }
      if (constraint instanceof Constraint.Unique unique) {
        refuseDeferrable(unique);
        return analysis.context().catalog().get(Index.class, unique.index());
      }
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          "constraint in ON CONFLICT clause has no associated index",
          conflict.position());
    }
    throw new SqlException(
        SqlState.UNDEFINED_OBJECT,
        "constraint \"" + named.name() + "\" for table \"" + table.name() + "\" does not exist");
  }

  private void refuseDeferrable(Constraint.Unique unique) {
    if (unique.deferrable()) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "ON CONFLICT does not support deferrable unique constraints/exclusion constraints as"
              + " arbiters");
    }
  }

  private ExpressionAnalyzer overTable() {
    Scope scope = Scope.within(Optional.empty());
    scope.add(target.entry().entry());
    return new ExpressionAnalyzer(environment, scope, Clause.INDEX_EXPRESSION);
  }

  /** The unique indexes over just these columns and expressions. */
  private List<Index> inferred(ConflictTarget.Inferred inferred) {
    Set<Integer> columns = new HashSet<>();
    Set<BoundExpression> expressions = new HashSet<>();
    Map<BoundExpression, Collation> collations = new HashMap<>();
    ExpressionAnalyzer analyzer = overTable();
    for (IndexDefinition.Element element : inferred.elements()) {
      Expression tree = element.expression().tree();
      if (element.column().isPresent()) {
        String name = element.column().get();
        columns.add(
            table
                .column(name)
                .orElseThrow(
                    () ->
                        analysis.error(
                            SqlState.UNDEFINED_COLUMN,
                            "column \"" + name + "\" does not exist",
                            tree.position()))
                .number());
      } else if (analyzer.settled(tree) instanceof BoundExpression.Slot slot) {
        columns.add(slot.index() + 1);
      } else {
        expressions.add(analyzer.settled(tree));
      }
      element
          .collation()
          .ifPresent(
              name ->
                  collations.put(
                      analyzer.settled(tree), CollationNames.find(name, analysis.context())));
    }
    Optional<BoundExpression> where =
        inferred.where().map(fragment -> analyzer.condition(fragment.tree(), "WHERE"));
    List<Index> arbiters = new ArrayList<>();
    for (Index index : analysis.context().catalog().indexes(table.oid())) {
      boolean fits =
          index.unique()
              && index.valid()
              && keyColumns(index).equals(columns)
              && keyExpressions(index).equals(expressions)
              && collations.entrySet().stream().allMatch(said -> orders(index, said))
              && implied(index, where);
      if (fits) {
        BoundStatement.constraintOf(index, analysis.context().catalog().constraints(table.oid()))
            .ifPresent(this::refuseDeferrable);
        arbiters.add(index);
      }
    }
    if (arbiters.isEmpty()) {
      throw new SqlException(
          SqlState.INVALID_COLUMN_REFERENCE,
          "there is no unique or exclusion constraint matching the ON CONFLICT specification");
    }
    return arbiters;
  }

  private static Set<Integer> keyColumns(Index index) {
    Set<Integer> columns = new HashSet<>();
    index.keys().stream().filter(key -> key.column() > 0).forEach(key -> columns.add(key.column()));
    return columns;
  }

  /** Whether the index orders a column or expression by the collation that was said. */
  private boolean orders(Index index, Map.Entry<BoundExpression, Collation> said) {
    for (Index.Key key : index.keys()) {
      String name =
          key.expression()
              .orElseGet(() -> QuotingFunctions.identifier(table.column(key.column()).name()));
      BoundExpression value = stored(name);
      if (value.equals(said.getKey())
          && Collation.stored(key.collation(), value.type()) == said.getValue()) {
        return true;
      }
    }
    return false;
  }

  private Set<BoundExpression> keyExpressions(Index index) {
    Set<BoundExpression> expressions = new HashSet<>();
    for (Index.Key key : index.keys()) {
      key.expression()
          .filter(text -> key.column() == 0)
          .map(this::stored)
          .ifPresent(expressions::add);
    }
    return expressions;
  }

  private BoundExpression stored(String text) {
    SqlFragment fragment = SqlParser.parseExpression(text);
    Analysis ofCatalog = Analysis.withoutText(analysis.context());
    TableEntry entry = TableEntry.of(table, table.name(), Optional.empty(), 0, ofCatalog);
    Scope scope = Scope.within(Optional.empty());
    scope.add(entry.entry());
    return new ExpressionAnalyzer(Environment.of(ofCatalog), scope, Clause.INDEX_EXPRESSION)
        .settled(fragment.tree());
  }

  /** A partial index counts if WHERE has all of its conditions. */
  private boolean implied(Index index, Optional<BoundExpression> where) {
    if (index.predicate().isEmpty()) {
      return true;
    }
    return where.isPresent()
        && conjuncts(where.get()).containsAll(conjuncts(stored(index.predicate().get())));
  }

  private static Set<BoundExpression> conjuncts(BoundExpression condition) {
    return condition instanceof BoundExpression.And and
        ? new HashSet<>(and.operands())
        : Set.of(condition);
  }

  private BoundStatement.ConflictUpdate update(Modification.OnConflict conflict) {
    analysis.needs(table, 'w');
    Scope scope = Scope.within(environment.outer());
    scope.add(target.entry().entry());
    scope.add(excluded());
    ExpressionAnalyzer expressions = new ExpressionAnalyzer(environment, scope, Clause.UPDATE);
    List<BoundStatement.Assignment> assignments =
        new AssignmentAnalyzer(environment, table).analyze(conflict.assignments(), expressions);
    Optional<BoundExpression> where =
        conflict.where().map(e -> expressions.in(Clause.WHERE).condition(e, "WHERE"));
    return new BoundStatement.ConflictUpdate(assignments, where);
  }

  /**
   * The row that was to be inserted. Its columns can be written without its name as well, and so
   * every column alone is ambiguous, as on PostgreSQL.
   */
  private ScopeEntry excluded() {
    ScopeEntry row =
        TableEntry.of(
                table, "excluded", Optional.empty(), target.entry().source().width(), analysis)
            .entry();
    return new ScopeEntry(
        row.name(),
        Optional.empty(),
        Optional.empty(),
        row.columns(),
        Optional.empty(),
        true,
        true,
        false);
  }
}
