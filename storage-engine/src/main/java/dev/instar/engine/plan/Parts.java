package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundStatement;
import java.util.ArrayList;
import java.util.List;

/**
 * What expressions and queries are made of, with how many queries lie between: {@link
 * Visitor#visit} sees every part once, from the outside in. Stateless.
 */
final class Parts {
  private Parts() {}

  /** Sees parts. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param depth how many levels out the row is that the first expression is about
     */
    void visit(BoundExpression expression, int depth);
  }

  static void walk(BoundExpression expression, int depth, Visitor visitor) {
    visitor.visit(expression, depth);
    for (BoundExpression operand : operands(expression)) {
      walk(operand, depth, visitor);
    }
    if (expression instanceof BoundExpression.Subquery subquery) {
      walk(subquery.query(), depth + 1, visitor);
    }
  }

  /** The operands of an expression, over the same row as itself. */
  static List<BoundExpression> operands(BoundExpression expression) {
    return switch (expression) {
      case BoundExpression.Constant e -> List.of();
      case BoundExpression.Slot e -> List.of();
      case BoundExpression.Outer e -> List.of();
      case BoundExpression.SystemColumn e -> List.of();
      case BoundExpression.Parameter e -> List.of();
      case BoundExpression.Call e -> e.arguments();
      case BoundExpression.Convert e -> List.of(e.operand());
      case BoundExpression.Collate e -> List.of(e.operand());
      case BoundExpression.And e -> e.operands();
      case BoundExpression.Or e -> e.operands();
      case BoundExpression.Not e -> List.of(e.operand());
      case BoundExpression.Is e -> List.of(e.operand());
      case BoundExpression.Distinct e -> List.of(e.left(), e.right());
      case BoundExpression.Case e -> {
        List<BoundExpression> all = new ArrayList<>();
        e.branches()
            .forEach(
                branch -> {
                  all.add(branch.condition());
                  all.add(branch.result());
                });
        e.otherwise().ifPresent(all::add);
        yield all;
      }
      case BoundExpression.Coalesce e -> e.operands();
      case BoundExpression.NullIf e -> List.of(e.left(), e.right());
      case BoundExpression.Extreme e -> e.operands();
      case BoundExpression.ArrayOf e -> e.elements();
      case BoundExpression.RowOf e -> e.fields();
      case BoundExpression.WholeRow e -> e.fields();
      case BoundExpression.RowCompare e -> {
        List<BoundExpression> all = new ArrayList<>(e.tests());
        all.addAll(e.equalities());
        yield all;
      }
      case BoundExpression.InList e -> {
        List<BoundExpression> all = new ArrayList<>(e.values());
        all.addFirst(e.operand());
        yield all;
      }
      case BoundExpression.Quantified e -> List.of(e.left(), e.array());
      case BoundExpression.Subscript e -> {
        List<BoundExpression> all = new ArrayList<>();
        all.add(e.array());
        e.indexes()
            .forEach(
                index -> {
                  index.low().ifPresent(all::add);
                  index.high().ifPresent(all::add);
                });
        yield all;
      }
      case BoundExpression.Field e -> List.of(e.row());
      case BoundExpression.Subquery e -> e.operands();
    };
  }

  /** A query's expressions; {@code depth} is that of its own row. */
  static void walk(BoundQuery query, int depth, Visitor visitor) {
    for (BoundQuery.CommonQuery common : query.with()) {
      walk(common.statement(), depth, visitor);
    }
    switch (query.body()) {
      case BoundQuery.Body.Select select -> walk(select, depth, visitor);
      case BoundQuery.Body.Values values ->
          values.rows().forEach(row -> row.forEach(e -> walk(e, depth, visitor)));
      case BoundQuery.Body.SetOperation operation -> {
        walk(operation.left(), depth, visitor);
        walk(operation.right(), depth, visitor);
      }
      case BoundQuery.Body.Recursion recursion -> {
        walk(recursion.left(), depth, visitor);
        walk(recursion.right(), depth, visitor);
      }
    }
    query.limit().ifPresent(e -> walk(e, depth, visitor));
    query.offset().ifPresent(e -> walk(e, depth, visitor));
  }

  private static void walk(BoundQuery.Body.Select select, int depth, Visitor visitor) {
    select.from().ifPresent(source -> walk(source, depth, visitor));
    select.where().ifPresent(e -> walk(e, depth, visitor));
    select
        .grouping()
        .ifPresent(
            grouping -> {
              grouping.keys().forEach(e -> walk(e, depth, visitor));
              grouping.aggregates().forEach(call -> walk(call, depth, visitor));
              grouping.having().ifPresent(e -> walk(e, depth, visitor));
            });
    for (BoundQuery.WindowCall window : select.windows()) {
      window.aggregate().ifPresent(call -> walk(call, depth, visitor));
      window.arguments().forEach(e -> walk(e, depth, visitor));
      window.partitionBy().forEach(e -> walk(e, depth, visitor));
      window.orderExpressions().forEach(e -> walk(e, depth, visitor));
    }
    select.targets().forEach(e -> walk(e, depth, visitor));
  }

  private static void walk(BoundQuery.AggregateCall call, int depth, Visitor visitor) {
    call.arguments().forEach(e -> walk(e, depth, visitor));
    call.filter().ifPresent(e -> walk(e, depth, visitor));
  }

  static void walk(BoundSource source, int depth, Visitor visitor) {
    switch (source) {
      case BoundSource.TableSource table -> {}
      case BoundSource.SystemSource system -> {}
      case BoundSource.CommonSource common -> {}
      case BoundSource.QuerySource query -> walk(query.query(), depth + 1, visitor);
      case BoundSource.FunctionSource function -> walk(function.call(), depth, visitor);
      case BoundSource.JoinSource join -> {
        walk(join.left(), depth, visitor);
        walk(join.right(), depth, visitor);
        join.condition().ifPresent(e -> walk(e, depth, visitor));
      }
    }
  }

  private static void walk(BoundStatement statement, int depth, Visitor visitor) {
    switch (statement) {
      case BoundStatement.Select select -> walk(select.query(), depth, visitor);
      case BoundStatement.Insert insert -> {
        insert.source().ifPresent(query -> walk(query, depth + 1, visitor));
        insert.values().forEach(e -> walk(e, depth, visitor));
        insert.returning().forEach(e -> walk(e, depth, visitor));
      }
      case BoundStatement.Update update -> {
        walk(update.from(), depth, visitor);
        update.where().ifPresent(e -> walk(e, depth, visitor));
        update.assignments().forEach(a -> walk(a.value(), depth, visitor));
        update.returning().forEach(e -> walk(e, depth, visitor));
      }
      case BoundStatement.Delete delete -> {
        walk(delete.from(), depth, visitor);
        delete.where().ifPresent(e -> walk(e, depth, visitor));
        delete.returning().forEach(e -> walk(e, depth, visitor));
      }
    }
  }
}
