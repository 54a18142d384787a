package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.AggregateCall;
import dev.instar.engine.analysis.BoundQuery.Body;
import dev.instar.engine.analysis.BoundQuery.CommonQuery;
import dev.instar.engine.analysis.BoundQuery.Grouping;
import dev.instar.engine.analysis.BoundQuery.WindowCall;
import dev.instar.engine.analysis.BoundSource.FunctionSource;
import dev.instar.engine.analysis.BoundSource.JoinSource;
import dev.instar.engine.analysis.BoundSource.QuerySource;
import dev.instar.engine.analysis.Trees.Change;
import java.util.ArrayList;
import java.util.List;

/** Queries made anew with some nodes of their expressions replaced. Stateless. */
final class QueryTrees {
  private QueryTrees() {}

  static BoundQuery map(BoundQuery query, int depth, Change change) {
    List<CommonQuery> with = new ArrayList<>(query.with().size());
    for (CommonQuery common : query.with()) {
      // What changes rows reads no row of a query around it.
      with.add(
          common.statement() instanceof BoundStatement.Select select
              ? new CommonQuery(
                  common.number(),
                  common.name(),
                  new BoundStatement.Select(map(select.query(), depth, change)))
              : common);
    }
    return new BoundQuery(
        with,
        body(query.body(), depth, change),
        query.orderBy(),
        Trees.map(query.limit(), depth, change),
        query.withTies(),
        Trees.map(query.offset(), depth, change),
        query.locks(),
        query.outputs());
  }

  /** A query as one that lies one level further in. */
  static BoundQuery deeper(BoundQuery query) {
    return map(
        query,
        1,
        (node, depth) ->
            Trees.levels(node) >= depth ? Trees.outer(node, Trees.levels(node) + 1) : null);
  }

  private static Body body(Body body, int depth, Change change) {
    return switch (body) {
      case Body.Select select -> select(select, depth, change);
      case Body.Values values -> {
        List<List<BoundExpression>> rows = new ArrayList<>(values.rows().size());
        for (List<BoundExpression> row : values.rows()) {
          rows.add(Trees.all(row, depth, change));
        }
        yield new Body.Values(rows);
      }
      case Body.SetOperation operation ->
          new Body.SetOperation(
              operation.kind(),
              operation.all(),
              map(operation.left(), depth, change),
              map(operation.right(), depth, change));
      case Body.Recursion recursion ->
          new Body.Recursion(
              recursion.table(),
              recursion.name(),
              recursion.all(),
              map(recursion.left(), depth, change),
              map(recursion.right(), depth, change));
    };
  }

  private static Body.Select select(Body.Select select, int depth, Change change) {
    List<WindowCall> windows = new ArrayList<>(select.windows().size());
    for (WindowCall window : select.windows()) {
      windows.add(window(window, depth, change));
    }
    return new Body.Select(
        select.from().map(source -> source(source, depth, change)),
        select.width(),
        Trees.map(select.where(), depth, change),
        select.grouping().map(grouping -> grouping(grouping, depth, change)),
        windows,
        Trees.all(select.targets(), depth, change),
        select.distinct());
  }

  static BoundSource source(BoundSource source, int depth, Change change) {
    return switch (source) {
      case BoundSource.TableSource table -> table;
      case BoundSource.SystemSource system -> system;
      case BoundSource.CommonSource common -> common;
      case QuerySource query ->
          new QuerySource(
              map(query.query(), depth + 1, change),
              query.alias(),
              query.lateral(),
              query.offset());
      case FunctionSource function ->
          new FunctionSource(
              Trees.map(function.call(), depth, change),
              function.columns(),
              function.ordinality(),
              function.alias(),
              function.lateral(),
              function.offset());
      case JoinSource join ->
          new JoinSource(
              join.kind(),
              source(join.left(), depth, change),
              source(join.right(), depth, change),
              Trees.map(join.condition(), depth, change));
    };
  }

  private static Grouping grouping(Grouping grouping, int depth, Change change) {
    List<AggregateCall> aggregates = new ArrayList<>(grouping.aggregates().size());
    for (AggregateCall call : grouping.aggregates()) {
      aggregates.add(aggregate(call, depth, change));
    }
    return new Grouping(
        Trees.all(grouping.keys(), depth, change),
        aggregates,
        grouping.grouped(),
        Trees.map(grouping.having(), depth, change));
  }

  static AggregateCall aggregate(AggregateCall call, int depth, Change change) {
    return new AggregateCall(
        call.function(),
        Trees.all(call.arguments(), depth, change),
        call.count(),
        call.distinct(),
        call.orderBy(),
        Trees.map(call.filter(), depth, change),
        call.collation());
  }

  static WindowCall window(WindowCall call, int depth, Change change) {
    return new WindowCall(
        call.name(),
        call.aggregate().map(aggregate -> aggregate(aggregate, depth, change)),
        Trees.all(call.arguments(), depth, change),
        Trees.all(call.partitionBy(), depth, change),
        Trees.all(call.orderExpressions(), depth, change),
        call.orderBy(),
        call.type());
  }
}
