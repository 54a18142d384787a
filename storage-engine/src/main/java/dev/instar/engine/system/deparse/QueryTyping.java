package dev.instar.engine.system.deparse;

import dev.instar.engine.analysis.Analyzer;
import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.analysis.FigureName;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.Target;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Within a query: a part's type is that of the query's only column if that part alone is selected.
 *
 * @param outer where the query is a subquery; empty for a view's own
 * @param nested whether it is within another one, so that columns are always shown with a table
 */
record QueryTyping(
    StatementContext context,
    Optional<Typing> outer,
    List<CommonTable> with,
    Query query,
    boolean nested)
    implements Typing {

  static QueryTyping of(StatementContext context, Query query) {
    return new QueryTyping(context, Optional.empty(), query.with(), query, false);
  }

  @Override
  public Typing within(Query inner) {
    List<CommonTable> visible = new ArrayList<>(with);
    visible.addAll(inner.with());
    return new QueryTyping(context, Optional.of(this), visible, inner, true);
  }

  private List<FromItem> from() {
    return query.body() instanceof QueryBody.Select select ? select.from() : List.of();
  }

  @Override
  public BoundExpression bind(Expression expression) {
    if (expression instanceof Expression.Star) {
      // A target by itself would be all columns; of a row, nothing but its type is asked.
      return new BoundExpression.Constant(null, Types.RECORD, -1);
    }
    try {
      return bind(expression, List.of());
    } catch (SqlException e) {
      if (query.body() instanceof QueryBody.Select select && !select.groupBy().isEmpty()) {
        return bind(expression, select.groupBy());
      }
      throw e;
    }
  }

  private BoundExpression bind(Expression expression, List<Expression> groupBy) {
    QueryBody.Select select =
        new QueryBody.Select(
            new QueryBody.Distinct.None(),
            List.of(new Target(expression, Optional.empty(), expression.position())),
            from(),
            Optional.empty(),
            groupBy,
            false,
            Optional.empty(),
            List.of());
    Query only =
        new Query(
            outer.isPresent() ? List.of() : with,
            select,
            List.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of());
    if (outer.isPresent()) {
      return outer
          .get()
          .bind(
              new Expression.Subquery(
                  Expression.Subquery.Kind.SCALAR, only, expression.position()));
    }
    BoundStatement statement = Analyzer.analyze(only, null, new int[0], context).statement();
    BoundQuery bound = ((BoundStatement.Select) statement).query();
    return ((BoundQuery.Body.Select) bound.body()).targets().getFirst();
  }

  @Override
  public String column(Expression.ColumnReference column) {
    boolean alone = !nested && leaves(from()).size() == 1;
    String name = Names.quoted(column.parts().getLast());
    if (isWholeRow(column)) {
      return name + ".*";
    }
    return alone ? name : owner(column).map(alias -> Names.quoted(alias) + "." + name).orElse(name);
  }

  private boolean isWholeRow(Expression.ColumnReference column) {
    return column.parts().size() == 1
        && isSource(column.parts().getFirst())
        && bind(column).type().oid() == Types.RECORD.oid();
  }

  private boolean isSource(String name) {
    return leaves(from()).contains(name)
        || outer
            .filter(QueryTyping.class::isInstance)
            .map(around -> ((QueryTyping) around).isSource(name))
            .orElse(false);
  }

  /** The alias of the source that has the column, here or further out. */
  private Optional<String> owner(Expression.ColumnReference column) {
    if (column.parts().size() > 1) {
      return Optional.of(column.parts().get(column.parts().size() - 2));
    }
    for (String alias : leaves(from())) {
      if (has(alias, column)) {
        return Optional.of(alias);
      }
    }
    return outer
        .filter(QueryTyping.class::isInstance)
        .flatMap(around -> ((QueryTyping) around).owner(column));
  }

  private boolean has(String alias, Expression.ColumnReference column) {
    try {
      bind(
          new Expression.ColumnReference(
              List.of(alias, column.parts().getLast()), column.position()));
      return true;
    } catch (SqlException e) {
      return false;
    }
  }

  /** What the sources of FROM are called, joins taken apart. */
  static List<String> leaves(List<FromItem> items) {
    List<String> names = new ArrayList<>();
    for (FromItem item : items) {
      switch (item) {
        case FromItem.Table table ->
            names.add(table.alias().flatMap(FromItem.Alias::name).orElse(table.name().name()));
        case FromItem.Subquery subquery ->
            names.add(subquery.alias().flatMap(FromItem.Alias::name).orElse(""));
        case FromItem.Function function ->
            names.add(
                function
                    .alias()
                    .flatMap(FromItem.Alias::name)
                    .or(() -> FigureName.of(function.call()))
                    .orElse(""));
        case FromItem.Join join -> {
          names.addAll(leaves(List.of(join.left())));
          names.addAll(leaves(List.of(join.right())));
        }
      }
    }
    return names;
  }
}
