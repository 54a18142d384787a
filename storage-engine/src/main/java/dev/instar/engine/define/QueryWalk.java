package dev.instar.engine.define;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import java.util.HashSet;
import java.util.Set;

/** Goes through a query and all queries within it: what it reads, and what it computes. Pure. */
final class QueryWalk {
  /** What somebody wants to see. */
  interface Visitor {
    /** A relation in FROM, which is no WITH query. */
    void table(FromItem.Table table);

    /**
     * A SELECT.
     *
     * @param common names of the WITH queries that it may read
     */
    void select(QueryBody.Select select, Set<String> common);

    /** An expression; those within it come too, one by one. */
    void expression(Expression expression);
  }

  private final Visitor visitor;

  private QueryWalk(Visitor visitor) {
    this.visitor = visitor;
  }

  static void walk(Query query, Visitor visitor) {
    new QueryWalk(visitor).query(query, Set.of());
  }

  private void query(Query query, Set<String> outer) {
    Set<String> common = new HashSet<>(outer);
    if (!query.with().isEmpty() && query.with().getFirst().recursive()) {
      query.with().forEach(table -> common.add(table.name()));
    }
    for (CommonTable table : query.with()) {
      if (!(table.statement() instanceof Query inner)) {
        throw SqlException.unsupported("a change of rows in a view");
      }
      query(inner, common);
      common.add(table.name());
    }
    switch (query.body()) {
      case QueryBody.Select select -> select(select, common);
      case QueryBody.Values values ->
          values.rows().forEach(row -> row.values().forEach(e -> expression(e, common)));
      case QueryBody.SetOperation operation -> {
        query(operation.left(), common);
        query(operation.right(), common);
      }
    }
    query.orderBy().forEach(key -> expression(key.expression(), common));
    query.limit().ifPresent(limit -> expression(limit, common));
    query.offset().ifPresent(offset -> expression(offset, common));
  }

  private void select(QueryBody.Select select, Set<String> common) {
    visitor.select(select, common);
    if (select.distinct() instanceof QueryBody.Distinct.On on) {
      on.keys().forEach(key -> expression(key, common));
    }
    select.targets().forEach(target -> expression(target.expression(), common));
    select.from().forEach(item -> from(item, common));
    select.where().ifPresent(where -> expression(where, common));
    select.groupBy().forEach(key -> expression(key, common));
    select.having().ifPresent(having -> expression(having, common));
    for (QueryBody.NamedWindow named : select.windows()) {
      named.window().partitionBy().forEach(e -> expression(e, common));
      named.window().orderBy().forEach(key -> expression(key.expression(), common));
    }
  }

  private void from(FromItem item, Set<String> common) {
    switch (item) {
      case FromItem.Table table -> {
        if (!isCommon(table, common)) {
          visitor.table(table);
        }
      }
      case FromItem.Subquery subquery -> query(subquery.query(), common);
      case FromItem.Function function -> expression(function.call(), common);
      case FromItem.Join join -> {
        from(join.left(), common);
        from(join.right(), common);
        if (join.condition() instanceof FromItem.Condition.On on) {
          expression(on.expression(), common);
        }
      }
    }
  }

  static boolean isCommon(FromItem.Table table, Set<String> common) {
    return table.name().schema().isEmpty() && common.contains(table.name().name());
  }

  private void expression(Expression expression, Set<String> common) {
    Expressions.walk(
        expression,
        node -> {
          visitor.expression(node);
          if (node instanceof Expression.Subquery subquery) {
            query(subquery.query(), common);
          }
        });
  }
}
