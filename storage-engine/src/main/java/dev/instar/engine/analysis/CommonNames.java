package dev.instar.engine.analysis;

import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names in a query's FROM, and FROM of the queries within it, that may be those of WITH queries
 * around it; and the kind of place each stands in. PostgreSQL's {@code
 * checkWellFormedRecursionWalker}. Of one thread.
 */
final class CommonNames {
  private final List<Reference> found = new ArrayList<>();

  private CommonNames() {}

  /** Where a query may not name itself, and how messages call that. */
  enum Place {
    ALLOWED(""),
    NON_RECURSIVE_TERM("its non-recursive term"),
    SUBQUERY("a subquery"),
    OUTER_JOIN("an outer join"),
    INTERSECT("INTERSECT"),
    EXCEPT("EXCEPT");

    private final String text;

    Place(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** A place within this one: the first that is not allowed counts. */
    private Place or(Place inner) {
      return this == ALLOWED ? inner : this;
    }
  }

  /** A name without a schema. */
  record Reference(String name, Place place, Position position) {}

  /**
   * In the order written.
   *
   * @param place what the whole query is
   */
  static List<Reference> in(Query query, Place place) {
    CommonNames names = new CommonNames();
    names.query(query, place, Set.of());
    return names.found;
  }

  /** Of the queries in a query's own WITH. */
  static List<Reference> inWith(Query query, Place place) {
    CommonNames names = new CommonNames();
    names.with(query.with(), place, Set.of());
    return names.found;
  }

  /**
   * @param hidden names that mean queries further in
   * @return those, and the WITH queries themselves
   */
  private Set<String> with(List<CommonTable> with, Place place, Set<String> hidden) {
    Set<String> all = new HashSet<>(hidden);
    boolean recursive = !with.isEmpty() && with.getFirst().recursive();
    if (recursive) {
      with.forEach(common -> all.add(common.name()));
    }
    for (CommonTable common : with) {
      if (common.statement() instanceof Query query) {
        query(query, place, Set.copyOf(all));
      }
      all.add(common.name());
    }
    return all;
  }

  private void query(Query query, Place place, Set<String> outer) {
    Set<String> hidden = with(query.with(), place, outer);
    switch (query.body()) {
      case QueryBody.Select select -> select(select, place, hidden);
      case QueryBody.Values values ->
          values.rows().forEach(row -> row.values().forEach(e -> expression(e, hidden)));
      case QueryBody.SetOperation operation -> sides(operation, place, hidden);
    }
    query.orderBy().forEach(key -> expression(key.expression(), hidden));
    query.offset().ifPresent(e -> expression(e, hidden));
    query.limit().ifPresent(e -> expression(e, hidden));
  }

  private void sides(QueryBody.SetOperation operation, Place place, Set<String> hidden) {
    Place left =
        switch (operation.kind()) {
          case UNION -> place;
          case INTERSECT -> operation.all() ? place.or(Place.INTERSECT) : place;
          case EXCEPT -> operation.all() ? place.or(Place.EXCEPT) : place;
        };
    Place right =
        operation.kind() == QueryBody.SetOperation.Kind.EXCEPT ? place.or(Place.EXCEPT) : left;
    query(operation.left(), left, hidden);
    query(operation.right(), right, hidden);
  }

  private void select(QueryBody.Select select, Place place, Set<String> hidden) {
    if (select.distinct() instanceof QueryBody.Distinct.On on) {
      on.keys().forEach(e -> expression(e, hidden));
    }
    select.targets().forEach(target -> expression(target.expression(), hidden));
    select.from().forEach(item -> item(item, place, hidden));
    select.where().ifPresent(e -> expression(e, hidden));
    select.groupBy().forEach(e -> expression(e, hidden));
    select.having().ifPresent(e -> expression(e, hidden));
    for (QueryBody.NamedWindow named : select.windows()) {
      named.window().partitionBy().forEach(e -> expression(e, hidden));
      named.window().orderBy().forEach(key -> expression(key.expression(), hidden));
    }
  }

  private void item(FromItem item, Place place, Set<String> hidden) {
    switch (item) {
      case FromItem.Table table -> {
        String name = table.name().name();
        if (table.name().schema().isEmpty() && !hidden.contains(name)) {
          found.add(new Reference(name, place, table.position()));
        }
      }
      case FromItem.Subquery subquery -> query(subquery.query(), place, hidden);
      case FromItem.Function function -> expression(function.call(), hidden);
      case FromItem.Join join -> {
        FromItem.Join.Kind kind = join.kind();
        boolean leftStays = kind == FromItem.Join.Kind.INNER || kind == FromItem.Join.Kind.LEFT;
        boolean rightStays = kind == FromItem.Join.Kind.INNER || kind == FromItem.Join.Kind.RIGHT;
        item(join.left(), leftStays ? place : place.or(Place.OUTER_JOIN), hidden);
        item(join.right(), rightStays ? place : place.or(Place.OUTER_JOIN), hidden);
        if (join.condition() instanceof FromItem.Condition.On on) {
          expression(on.expression(), hidden);
        }
      }
    }
  }

  private void expression(Expression expression, Set<String> hidden) {
    Expressions.walk(
        expression,
        node -> {
          if (node instanceof Expression.Subquery subquery) {
            query(subquery.query(), Place.SUBQUERY, hidden);
          }
        });
  }
}
