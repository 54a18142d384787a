package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;

/** What can be read off a query without knowing the schema. Pure. */
public final class Queries {
  private Queries() {}

  /**
   * The expressions that stand in a query, those of the queries of its FROM, WITH and UNION
   * included; what lies within an expression is left to {@link Expressions}.
   */
  public static List<Expression> expressions(Query query) {
    List<Expression> found = new ArrayList<>();
    collect(query, found);
    return found;
  }

  private static void collect(Query query, List<Expression> found) {
    query.with().forEach(table -> collect(table.statement(), found));
    body(query.body(), found);
    query.orderBy().forEach(key -> found.add(key.expression()));
    query.limit().ifPresent(found::add);
    query.offset().ifPresent(found::add);
  }

  private static void body(QueryBody body, List<Expression> found) {
    switch (body) {
      case QueryBody.Select select -> select(select, found);
      case QueryBody.Values values -> values.rows().forEach(row -> found.addAll(row.values()));
      case QueryBody.SetOperation operation -> {
        collect(operation.left(), found);
        collect(operation.right(), found);
      }
    }
  }

  private static void select(QueryBody.Select select, List<Expression> found) {
    if (select.distinct() instanceof QueryBody.Distinct.On on) {
      found.addAll(on.keys());
    }
    targets(select.targets(), found);
    select.from().forEach(item -> from(item, found));
    select.where().ifPresent(found::add);
    found.addAll(select.groupBy());
    select.having().ifPresent(found::add);
    for (QueryBody.NamedWindow named : select.windows()) {
      found.addAll(named.window().partitionBy());
      named.window().orderBy().forEach(key -> found.add(key.expression()));
    }
  }

  private static void targets(List<Target> targets, List<Expression> found) {
    targets.forEach(target -> found.add(target.expression()));
  }

  private static void from(FromItem item, List<Expression> found) {
    switch (item) {
      case FromItem.Table table -> {}
      case FromItem.Subquery subquery -> collect(subquery.query(), found);
      case FromItem.Function function -> found.add(function.call());
      case FromItem.Join join -> {
        from(join.left(), found);
        from(join.right(), found);
        if (join.condition() instanceof FromItem.Condition.On on) {
          found.add(on.expression());
        }
      }
    }
  }

  /** WITH holds queries and modifications, nothing else. */
  private static void collect(Statement statement, List<Expression> found) {
    switch (statement) {
      case Query query -> collect(query, found);
      case Modification.Insert insert -> {
        insert.with().forEach(table -> collect(table.statement(), found));
        insert.source().ifPresent(source -> collect(source, found));
        insert.onConflict().ifPresent(conflict -> onConflict(conflict, found));
        targets(insert.returning(), found);
      }
      case Modification.Update update -> {
        update.with().forEach(table -> collect(table.statement(), found));
        assignments(update.assignments(), found);
        update.from().forEach(item -> from(item, found));
        update.where().ifPresent(found::add);
        targets(update.returning(), found);
      }
      case Modification.Delete delete -> {
        delete.with().forEach(table -> collect(table.statement(), found));
        delete.using().forEach(item -> from(item, found));
        delete.where().ifPresent(found::add);
        targets(delete.returning(), found);
      }
      default -> throw new IllegalStateException("not in WITH: " + statement.getClass());
    }
  }

  private static void onConflict(Modification.OnConflict conflict, List<Expression> found) {
    if (conflict.target() instanceof Modification.ConflictTarget.Inferred inferred) {
      inferred.elements().forEach(element -> found.add(element.expression().tree()));
      inferred.where().ifPresent(where -> found.add(where.tree()));
    }
    assignments(conflict.assignments(), found);
    conflict.where().ifPresent(found::add);
  }

  private static void assignments(
      List<Modification.Assignment> assignments, List<Expression> found) {
    for (Modification.Assignment assignment : assignments) {
      switch (assignment) {
        case Modification.Assignment.Single single -> found.add(single.value());
        case Modification.Assignment.Multiple multiple -> found.add(multiple.source());
      }
    }
  }
}
