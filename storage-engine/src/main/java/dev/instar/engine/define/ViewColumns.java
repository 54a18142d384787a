package dev.instar.engine.define;

import dev.instar.engine.analysis.Analyzer;
import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.catalog.View;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Which columns of tables a view reads. */
public final class ViewColumns {
  private static final int[] NO_PARAMETERS = {};

  private ViewColumns() {}

  /** Whether the view reads a column of a table directly. */
  public static boolean reads(StatementContext context, View view, int table, int column) {
    return read(context, view).getOrDefault(table, Set.of()).contains(column);
  }

  /** The numbers of the columns that the view reads, by the OID of their table. */
  public static Map<Integer, Set<Integer>> read(StatementContext context, View view) {
    BoundStatement bound =
        Analyzer.analyze(
                SqlParser.parseStatement(view.query()).statement(),
                view.query(),
                NO_PARAMETERS,
                context)
            .statement();
    Map<Integer, Set<Integer>> columns = new HashMap<>();
    if (bound instanceof BoundStatement.Select select) {
      sources(
          select.query(),
          source -> {
            Set<Integer> read =
                columns.computeIfAbsent(source.table().oid(), table -> new TreeSet<>());
            for (int i = 0; i < source.used().length; i++) {
              if (source.used()[i]) {
                read.add(i + 1);
              }
            }
          });
    }
    return columns;
  }

  private static void sources(BoundQuery query, Consumer<BoundSource.TableSource> found) {
    for (BoundQuery.CommonQuery common : query.with()) {
      if (common.statement() instanceof BoundStatement.Select select) {
        sources(select.query(), found);
      }
    }
    switch (query.body()) {
      case BoundQuery.Body.Select select -> {
        select.from().ifPresent(source -> source(source, found));
        expressions(select.where().stream().toList(), found);
        expressions(select.targets(), found);
        select.grouping().ifPresent(grouping -> grouping(grouping, found));
      }
      case BoundQuery.Body.Values values -> values.rows().forEach(row -> expressions(row, found));
      case BoundQuery.Body.SetOperation operation -> {
        sources(operation.left(), found);
        sources(operation.right(), found);
      }
      case BoundQuery.Body.Recursion recursion -> {
        sources(recursion.left(), found);
        sources(recursion.right(), found);
      }
    }
  }

  private static void grouping(
      BoundQuery.Grouping grouping, Consumer<BoundSource.TableSource> found) {
    expressions(grouping.keys(), found);
    expressions(grouping.having().stream().toList(), found);
    grouping.aggregates().forEach(call -> expressions(call.arguments(), found));
  }

  private static void source(BoundSource source, Consumer<BoundSource.TableSource> found) {
    switch (source) {
      case BoundSource.TableSource table -> found.accept(table);
      case BoundSource.QuerySource query -> sources(query.query(), found);
      case BoundSource.JoinSource join -> {
        source(join.left(), found);
        source(join.right(), found);
        expressions(join.condition().stream().toList(), found);
      }
      case BoundSource.FunctionSource function -> expressions(List.of(function.call()), found);
      case BoundSource.SystemSource system -> {
        // Nobody changes its columns.
      }
      case BoundSource.CommonSource common -> {
        // Its query is looked through where it stands.
      }
    }
  }

  private static void expressions(
      List<BoundExpression> expressions, Consumer<BoundSource.TableSource> found) {
    for (BoundExpression expression : expressions) {
      if (expression instanceof BoundExpression.Subquery subquery) {
        sources(subquery.query(), found);
      }
      expressions(ExpressionFacts.children(expression), found);
    }
  }
}
