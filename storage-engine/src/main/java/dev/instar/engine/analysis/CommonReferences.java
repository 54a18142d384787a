package dev.instar.engine.analysis;

import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Queries;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * How often a WITH query is named. A name that means something else further in is counted too: that
 * only keeps a query from being written into its place.
 */
final class CommonReferences {
  private CommonReferences() {}

  /** In a query, but not in its own WITH. */
  static int ofBody(Query query, String name) {
    int count = body(query.body(), name);
    for (Expression expression : Queries.expressions(withoutWith(query))) {
      count += in(expression, name);
    }
    return count;
  }

  private static Query withoutWith(Query query) {
    return new Query(
        List.of(),
        query.body(),
        query.orderBy(),
        query.limit(),
        query.withTies(),
        query.offset(),
        query.locks());
  }

  private static int of(Query query, String name) {
    int count = ofBody(query, name);
    for (CommonTable common : query.with()) {
      count += of(common.statement(), name);
    }
    return count;
  }

  static int of(Statement statement, String name) {
    return switch (statement) {
      case Query query -> of(query, name);
      case Modification.Insert insert ->
          with(insert.with(), name)
              + insert.source().map(source -> of(source, name)).orElse(0)
              + ofRest(insert, name);
      case Modification.Update update ->
          with(update.with(), name) + items(update.from(), name) + ofRest(update, name);
      case Modification.Delete delete ->
          with(delete.with(), name) + items(delete.using(), name) + ofRest(delete, name);
      default -> 0;
    };
  }

  /** A change of rows, but not in its own WITH. */
  static int ofChange(Modification change, String name) {
    List<CommonTable> with =
        switch (change) {
          case Modification.Insert insert -> insert.with();
          case Modification.Update update -> update.with();
          case Modification.Delete delete -> delete.with();
          default -> List.of();
        };
    return of(change, name) - with(with, name);
  }

  private static int with(List<CommonTable> with, String name) {
    int count = 0;
    for (CommonTable common : with) {
      count += of(common.statement(), name);
    }
    return count;
  }

  /** In a change's own expressions: all of them, as if each could be a subquery. */
  private static int ofRest(Modification change, String name) {
    Query holder =
        new Query(
            List.of(
                new CommonTable(false, "", List.of(), Optional.empty(), change, new Position(0))),
            new QueryBody.Values(List.of(new QueryBody.Row(List.of(), new Position(0)))),
            List.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of());
    int count = 0;
    for (Expression expression : Queries.expressions(holder)) {
      count += in(expression, name);
    }
    return count;
  }

  private static int in(Expression expression, String name) {
    int count = expression instanceof Expression.Subquery query ? of(query.query(), name) : 0;
    for (Expression child : Expressions.children(expression)) {
      count += in(child, name);
    }
    return count;
  }

  private static int body(QueryBody body, String name) {
    return switch (body) {
      case QueryBody.Select select -> items(select.from(), name);
      case QueryBody.Values values -> 0;
      case QueryBody.SetOperation operation ->
          of(operation.left(), name) + of(operation.right(), name);
    };
  }

  private static int items(List<FromItem> items, String name) {
    int count = 0;
    for (FromItem item : items) {
      count += item(item, name);
    }
    return count;
  }

  private static int item(FromItem item, String name) {
    return switch (item) {
      case FromItem.Table table ->
          table.name().schema().isEmpty() && table.name().name().equals(name) ? 1 : 0;
      case FromItem.Subquery subquery -> of(subquery.query(), name);
      case FromItem.Function function -> 0;
      case FromItem.Join join -> item(join.left(), name) + item(join.right(), name);
    };
  }
}
