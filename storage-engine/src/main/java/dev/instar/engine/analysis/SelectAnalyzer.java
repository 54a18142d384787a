package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.Distinct;
import dev.instar.engine.analysis.BoundQuery.Grouping;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundQuery.WindowCall;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Function;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.OrderKey;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * SELECT with its order: sources, condition, grouping, windows, targets. All expressions are
 * understood over the sources' row first; then, when it is known what is grouped and which windows
 * there are, each is made one over the row that its stage has. Of one thread, for one SELECT.
 */
final class SelectAnalyzer {
  private final Environment environment;
  private final Analysis analysis;
  private final Query query;
  private final QueryBody.Select select;
  private final SelectStages stages;
  private final Scope scope;
  private final FromAnalyzer from;
  private final boolean settle;

  /** The slot of the first function that gives rows; known when FROM is. */
  private int setsAt;

  /**
   * @param settle whether literals without a type become text
   */
  SelectAnalyzer(Environment environment, Query query, QueryBody.Select select, boolean settle) {
    this.environment = environment;
    this.analysis = environment.analysis();
    this.query = query;
    this.select = select;
    this.stages = new SelectStages(select.windows());
    this.scope = Scope.ofSelect(environment.outer(), stages);
    this.from = new FromAnalyzer(environment, scope, query.locks());
    this.settle = settle;
  }

  private ExpressionAnalyzer in(Clause clause) {
    return new ExpressionAnalyzer(environment, scope, clause);
  }

  /** The query without WITH, LIMIT and OFFSET. */
  BoundQuery analyze() {
    if (select.groupDistinct()) {
      throw analysis.unsupported("GROUP BY DISTINCT", select.groupBy().getFirst().position());
    }
    Optional<BoundSource> sources = from.all(Optional.empty(), select.from());
    boolean distinct = !(select.distinct() instanceof QueryBody.Distinct.None);
    TargetList targets = TargetList.of(select.targets(), in(Clause.TARGETS));
    Optional<BoundExpression> where =
        select.where().map(e -> in(Clause.WHERE).condition(e, "WHERE"));
    Optional<BoundExpression> having =
        select.having().map(e -> in(Clause.HAVING).condition(e, "HAVING"));
    List<SortKey> order = order(targets);
    List<Integer> groupPlaces = groupBy(targets);
    if (settle || distinct) {
      // Last of all, so that any other place may say what type a parameter has.
      targets.settle();
    }
    Distinct rows = distinct(targets, order);
    query.limit().ifPresent(e -> refuseColumns(e, Clause.LIMIT));
    query.offset().ifPresent(e -> refuseColumns(e, Clause.OFFSET));
    requireCollations(targets, order, groupPlaces, rows);
    Optional<BoundSource> withSets = sets(sources);
    boolean grouped =
        !groupPlaces.isEmpty() || having.isPresent() || !stages.aggregates().isEmpty();
    Finished finished =
        grouped
            ? grouped(targets, groupPlaces, having, withSets)
            : new Finished(Optional.empty(), values(targets), stages.windows(), from.width());
    if (!stages.aggregates().isEmpty() && sources.filter(RecursiveTerm::namesItself).isPresent()) {
      throw RecursiveTerm.aggregates(select, analysis);
    }
    int windowsAt = finished.width();
    List<BoundExpression> values = new ArrayList<>(finished.targets().size());
    for (BoundExpression value : finished.targets()) {
      values.add(placed(value, windowsAt));
    }
    BoundQuery.Body.Select body =
        new BoundQuery.Body.Select(
            withSets, from.width(), where, finished.grouping(), finished.windows(), values, rows);
    return new BoundQuery(
        List.of(),
        body,
        order,
        Optional.empty(),
        query.withTies(),
        Optional.empty(),
        new RowLocking(analysis, scope, grouped, stages).of(query, select, withSets),
        targets.columns());
  }

  /** LIMIT is read once, before there is any row. */
  private void refuseColumns(Expression limit, Clause clause) {
    for (Expression.ColumnReference column : Expressions.columns(limit)) {
      boolean own =
          column.parts().size() == 1
              && in(clause)
                  .columns()
                  .find(column.parts().getFirst(), column.position())
                  .filter(found -> found.levels() == 0)
                  .isPresent();
      if (own) {
        throw analysis.error(
            SqlState.INVALID_COLUMN_REFERENCE,
            "argument of " + clause.text() + " must not contain variables",
            column.position());
      }
    }
  }

  /** What the stage behind grouping has. */
  private record Finished(
      Optional<Grouping> grouping,
      List<BoundExpression> targets,
      List<WindowCall> windows,
      int width) {}

  private static List<BoundExpression> values(TargetList targets) {
    return targets.items().stream().map(TargetList.Item::value).toList();
  }

  /** Windows' results, and functions that give rows, have their places now. */
  private BoundExpression placed(BoundExpression value, int windowsAt) {
    if (stages.windows().isEmpty() && stages.sets().isEmpty()) {
      return value;
    }
    return Trees.map(
        value,
        (node, depth) ->
            GroupedRow.moved(node, depth, SelectStages.WINDOWS, windowsAt)
                .or(() -> GroupedRow.moved(node, depth, SelectStages.SETS, setsAt))
                .orElse(null));
  }

  /** Functions that give rows are joined to the sources, as if they stood last in FROM. */
  private Optional<BoundSource> sets(Optional<BoundSource> sources) {
    setsAt = from.width();
    if (stages.sets().isEmpty()) {
      return sources;
    }
    BoundExpression.Call call = stages.sets().getFirst();
    boolean depends =
        Trees.any(
            call,
            node ->
                node instanceof BoundExpression.Slot slot
                    && slot.index() >= SelectStages.AGGREGATES);
    boolean grouped = !select.groupBy().isEmpty() || !stages.aggregates().isEmpty();
    if (stages.sets().size() > 1) {
      throw analysis.unsupported(
          "more than one set-returning function among the targets of SELECT",
          select.targets().getFirst().position());
    }
    if (depends || grouped || !stages.windows().isEmpty()) {
      throw analysis.unsupported(
          "a set-returning function beside aggregates or window functions",
          select.targets().getFirst().position());
    }
    List<DataType> types =
        call.function().function().columns().isEmpty()
            ? List.of(call.type())
            : call.function().function().columns().stream().map(Function.Column::type).toList();
    BoundSource.FunctionSource source =
        new BoundSource.FunctionSource(
            call, types, false, call.function().function().name(), Trees.readsOwnRow(call), setsAt);
    from.addWidth(source.width());
    return Optional.of(
        sources
            .<BoundSource>map(
                left ->
                    new BoundSource.JoinSource(
                        BoundSource.JoinSource.Kind.INNER, left, source, Optional.empty()))
            .orElse(source));
  }

  private List<SortKey> order(TargetList targets) {
    KeyNames names = new KeyNames(targets, in(Clause.ORDER_BY));
    List<SortKey> keys = new ArrayList<>(query.orderBy().size());
    for (OrderKey key : query.orderBy()) {
      int place = names.place(key.expression());
      SortKey sort = SortKeys.of(place, targets.items().get(place).value(), key, analysis);
      // A second key of the same expression changes nothing.
      if (keys.stream().noneMatch(known -> known.slot() == sort.slot())) {
        keys.add(sort);
      }
    }
    return keys;
  }

  private List<Integer> groupBy(TargetList targets) {
    KeyNames names = new KeyNames(targets, in(Clause.GROUP_BY));
    List<Integer> places = new ArrayList<>();
    for (Expression key : select.groupBy()) {
      int place = names.place(key);
      BoundExpression value = targets.items().get(place).value();
      if (holds(value, SelectStages.AGGREGATES)) {
        throw analysis.error(
            SqlState.GROUPING_ERROR,
            "aggregate functions are not allowed in GROUP BY",
            targets.items().get(place).position());
      }
      if (holds(value, SelectStages.WINDOWS)) {
        throw analysis.error(
            SqlState.WINDOWING_ERROR,
            "window functions are not allowed in GROUP BY",
            targets.items().get(place).position());
      }
      SortKeys.requireEquality(value.type(), analysis, ExpressionAnalyzer.start(key));
      if (!places.contains(place)) {
        places.add(place);
      }
    }
    return places;
  }

  /** What rows are sorted, grouped or told apart by, as it stands in the list of targets. */
  private void requireCollations(
      TargetList targets, List<SortKey> order, List<Integer> groups, Distinct distinct) {
    Set<Integer> places = new HashSet<>(groups);
    order.forEach(key -> places.add(key.slot()));
    switch (distinct) {
      case Distinct.None none -> {}
      case Distinct.Rows all -> IntStream.range(0, targets.outputs()).forEach(places::add);
      case Distinct.On on -> places.addAll(on.slots());
    }
    for (int i = 0; i < targets.items().size(); i++) {
      if (places.contains(i)) {
        TargetList.Item item = targets.items().get(i);
        Collations.requireOne(item.value(), item.written(), in(Clause.TARGETS));
      }
    }
  }

  private static boolean holds(BoundExpression value, int kind) {
    return Trees.any(
        value,
        node ->
            node instanceof BoundExpression.Slot slot
                && slot.index() >= kind
                && slot.index() < 2 * kind);
  }

  private Distinct distinct(TargetList targets, List<SortKey> order) {
    return switch (select.distinct()) {
      case QueryBody.Distinct.None none -> new Distinct.None();
      case QueryBody.Distinct.Rows rows -> {
        for (SortKey key : order) {
          if (key.slot() >= targets.outputs()) {
            throw analysis.error(
                SqlState.INVALID_COLUMN_REFERENCE,
                "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
                targets.items().get(key.slot()).position());
          }
        }
        for (TargetList.Item item : targets.items().subList(0, targets.outputs())) {
          SortKeys.requireEquality(item.value().type(), analysis, item.position());
        }
        yield new Distinct.Rows();
      }
      case QueryBody.Distinct.On on -> distinctOn(on, targets, order);
    };
  }

  private Distinct distinctOn(QueryBody.Distinct.On on, TargetList targets, List<SortKey> order) {
    KeyNames names = new KeyNames(targets, in(Clause.DISTINCT_ON));
    Map<Integer, Expression> slots = new LinkedHashMap<>();
    for (Expression key : on.keys()) {
      slots.putIfAbsent(names.place(key), key);
    }
    Map<Integer, Expression> unsorted = new LinkedHashMap<>(slots);
    boolean beyond = false;
    for (SortKey key : order) {
      if (unsorted.remove(key.slot()) == null) {
        beyond = true;
      } else if (beyond) {
        throw mismatch(slots.get(key.slot()));
      }
    }
    if (beyond && !unsorted.isEmpty()) {
      throw mismatch(unsorted.values().iterator().next());
    }
    return new Distinct.On(List.copyOf(slots.keySet()));
  }

  private SqlException mismatch(Expression key) {
    return analysis.error(
        SqlState.INVALID_COLUMN_REFERENCE,
        "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
        ExpressionAnalyzer.start(key));
  }

  private Finished grouped(
      TargetList targets,
      List<Integer> places,
      Optional<BoundExpression> having,
      Optional<BoundSource> sources) {
    List<BoundExpression> keys =
        places.stream().map(place -> targets.items().get(place).value()).toList();
    List<TableSource> tables = new ArrayList<>();
    sources.ifPresent(source -> collect(source, tables));
    GroupedRow row = new GroupedRow(in(Clause.TARGETS), keys, tables, stages);
    targets.items().forEach(item -> row.require(item.value(), item.written()));
    having.ifPresent(e -> row.require(e, select.having().orElseThrow()));
    for (WindowCall window : stages.windows()) {
      Expression anywhere = select.targets().getFirst().expression();
      QueryTrees.window(
          window,
          0,
          (node, depth) -> {
            if (depth == 0) {
              row.require(node, anywhere);
            }
            return node;
          });
    }
    Grouping grouping =
        new Grouping(
            List.copyOf(row.keys()), stages.aggregates(), !places.isEmpty(), having.map(row::over));
    List<WindowCall> windows = new ArrayList<>();
    for (WindowCall window : stages.windows()) {
      windows.add(QueryTrees.window(window, 0, (node, depth) -> row.over(node)));
    }
    return new Finished(
        Optional.of(grouping),
        values(targets).stream().map(row::over).toList(),
        windows,
        row.width());
  }

  static void collect(BoundSource source, List<TableSource> tables) {
    switch (source) {
      case TableSource table -> tables.add(table);
      case BoundSource.JoinSource join -> {
        collect(join.left(), tables);
        collect(join.right(), tables);
      }
      case BoundSource.SystemSource s -> {}
      case BoundSource.QuerySource s -> {}
      case BoundSource.CommonSource s -> {}
      case BoundSource.FunctionSource s -> {}
    }
  }
}
