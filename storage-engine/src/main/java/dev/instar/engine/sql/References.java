package dev.instar.engine.sql;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a query, a change of rows, or an expression names, at any depth: in subqueries, in FROM and
 * in WITH.
 *
 * @param relations what rows are read from, in the order met, each once; names of WITH are none,
 *     and what a query of WITH changes is among them. Of a change of rows its own table is not,
 *     unless it is read from as well
 * @param functions what is called by name, as {@link Expressions#functions} lists it
 */
public record References(Set<QualifiedName> relations, Set<QualifiedName> functions) {
  public References {
    relations = Collections.unmodifiableSet(new LinkedHashSet<>(relations));
    functions = Collections.unmodifiableSet(new LinkedHashSet<>(functions));
  }

  /** Of a {@link Query}, or of an INSERT, UPDATE or DELETE; nothing for any other statement. */
  public static References of(Statement statement) {
    Walk walk = new Walk();
    walk.statement(statement, Set.of());
    return new References(walk.relations, walk.functions);
  }

  public static References of(Expression expression) {
    Walk walk = new Walk();
    walk.expression(expression, Set.of());
    return new References(walk.relations, walk.functions);
  }

  /** Of the items of a FROM or USING. */
  public static References of(List<FromItem> items) {
    Walk walk = new Walk();
    walk.from(items, Set.of());
    return new References(walk.relations, walk.functions);
  }

  /** One walk; {@code common} are the names of WITH that are seen where it is. */
  private static final class Walk {
    private final Set<QualifiedName> relations = new LinkedHashSet<>();
    private final Set<QualifiedName> functions = new LinkedHashSet<>();

    void statement(Statement statement, Set<String> common) {
      switch (statement) {
        case Query query -> query(query, common);
        case Modification.Insert insert -> {
          Set<String> seen = with(insert.with(), common);
          insert.source().ifPresent(s -> query(s, seen));
          insert.onConflict().ifPresent(c -> conflict(c, seen));
          targets(insert.returning(), seen);
        }
        case Modification.Update update -> {
          Set<String> seen = with(update.with(), common);
          assignments(update.assignments(), seen);
          from(update.from(), seen);
          update.where().ifPresent(w -> expression(w, seen));
          targets(update.returning(), seen);
        }
        case Modification.Delete delete -> {
          Set<String> seen = with(delete.with(), common);
          from(delete.using(), seen);
          delete.where().ifPresent(w -> expression(w, seen));
          targets(delete.returning(), seen);
        }
        default -> {}
      }
    }

    private Set<String> with(List<CommonTable> tables, Set<String> common) {
      Set<String> seen = new HashSet<>(common);
      tables.stream().filter(CommonTable::recursive).forEach(t -> seen.add(t.name()));
      for (CommonTable table : tables) {
        changed(table.statement()).ifPresent(relations::add);
        statement(table.statement(), seen);
        seen.add(table.name());
      }
      return seen;
    }

    private static Optional<QualifiedName> changed(Statement statement) {
      return switch (statement) {
        case Modification.Insert insert -> Optional.of(insert.table().name());
        case Modification.Update update -> Optional.of(update.table().name());
        case Modification.Delete delete -> Optional.of(delete.table().name());
        default -> Optional.empty();
      };
    }

    private void query(Query query, Set<String> common) {
      Set<String> seen = with(query.with(), common);
      switch (query.body()) {
        case QueryBody.Select select -> select(select, seen);
        case QueryBody.Values values -> values.rows().forEach(r -> expressions(r.values(), seen));
        case QueryBody.SetOperation operation -> {
          query(operation.left(), seen);
          query(operation.right(), seen);
        }
      }
      query.orderBy().forEach(k -> expression(k.expression(), seen));
      query.limit().ifPresent(l -> expression(l, seen));
      query.offset().ifPresent(o -> expression(o, seen));
    }

    private void select(QueryBody.Select select, Set<String> seen) {
      if (select.distinct() instanceof QueryBody.Distinct.On on) {
        expressions(on.keys(), seen);
      }
      targets(select.targets(), seen);
      from(select.from(), seen);
      select.where().ifPresent(w -> expression(w, seen));
      expressions(select.groupBy(), seen);
      select.having().ifPresent(h -> expression(h, seen));
      for (QueryBody.NamedWindow named : select.windows()) {
        expressions(named.window().partitionBy(), seen);
        named.window().orderBy().forEach(k -> expression(k.expression(), seen));
      }
    }

    void from(List<FromItem> items, Set<String> seen) {
      for (FromItem item : items) {
        switch (item) {
          case FromItem.Table table -> {
            if (table.name().schema().isPresent() || !seen.contains(table.name().name())) {
              relations.add(table.name());
            }
          }
          case FromItem.Subquery subquery -> query(subquery.query(), seen);
          case FromItem.Function function -> expression(function.call(), seen);
          case FromItem.Join join -> {
            from(List.of(join.left(), join.right()), seen);
            if (join.condition() instanceof FromItem.Condition.On on) {
              expression(on.expression(), seen);
            }
          }
        }
      }
    }

    private void targets(List<Target> targets, Set<String> seen) {
      targets.forEach(t -> expression(t.expression(), seen));
    }

    private void conflict(Modification.OnConflict conflict, Set<String> seen) {
      if (conflict.target() instanceof Modification.ConflictTarget.Inferred inferred) {
        inferred.elements().forEach(e -> expression(e.expression().tree(), seen));
        inferred.where().ifPresent(w -> expression(w.tree(), seen));
      }
      assignments(conflict.assignments(), seen);
      conflict.where().ifPresent(w -> expression(w, seen));
    }

    private void assignments(List<Modification.Assignment> assignments, Set<String> seen) {
      for (Modification.Assignment assignment : assignments) {
        switch (assignment) {
          case Modification.Assignment.Single single -> expression(single.value(), seen);
          case Modification.Assignment.Multiple multiple -> expression(multiple.source(), seen);
        }
      }
    }

    private void expressions(List<Expression> expressions, Set<String> seen) {
      expressions.forEach(e -> expression(e, seen));
    }

    void expression(Expression expression, Set<String> seen) {
      functions.addAll(Expressions.functions(expression));
      Expressions.walk(
          expression,
          node -> {
            if (node instanceof Expression.Subquery subquery) {
              query(subquery.query(), seen);
            }
          });
    }
  }
}
