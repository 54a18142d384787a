package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundSource.CommonSource;
import dev.instar.engine.analysis.BoundSource.FunctionSource;
import dev.instar.engine.analysis.BoundSource.QuerySource;
import dev.instar.engine.analysis.BoundSource.SystemSource;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.evaluation.Comparison;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scans of single sources. Of one thread. */
final class SourcePlanner {
  private static final double SYSTEM_ROWS = 100;

  /** Of what is not a table nobody has looked at the values. */
  private static final Selectivity UNKNOWN = new Selectivity(new RowFacts());

  private final Planning planning;
  private final int width;
  private final ExpressionText text;
  private final IdentityHashMap<BoundSource, AccessPaths> tables = new IdentityHashMap<>();
  private final QuerySources queries;

  SourcePlanner(Planning planning, int width, ExpressionText text) {
    this.planning = planning;
    this.width = width;
    this.text = text;
    this.queries = new QuerySources(planning, width, text);
  }

  /** A scan. */
  record Leaf(ScanNode node, boolean ordered) {}

  /**
   * A way to a source's rows that has not been taken yet.
   *
   * @param path of a table
   * @param readsAround whether its rows are found by what is in slots around it, by an index
   */
  record Candidate(
      BoundSource source,
      List<Conjunct> conditions,
      Optional<AccessPaths.Path> path,
      boolean readsAround,
      double rows,
      double cost) {}

  private AccessPaths table(TableSource source) {
    return tables.computeIfAbsent(
        source, s -> new AccessPaths(planning, source, width, own(source)));
  }

  private ExpressionText own(BoundSource source) {
    return text.within(source.offset(), source.width());
  }

  /** How many rows a source is expected to have. */
  double rows(BoundSource source, List<Conjunct> conditions) {
    return path(source, conditions, new BitSet()).rows();
  }

  Candidate path(BoundSource source, List<Conjunct> conditions, BitSet around) {
    if (source instanceof TableSource table) {
      AccessPaths.Path path = table(table).best(conditions, around, List.of(), Double.MAX_VALUE);
      boolean readsAround = path.answers(condition -> Slots.of(condition).intersects(around));
      return new Candidate(
          source, conditions, Optional.of(path), readsAround, path.rows(), path.cost());
    }
    if (source instanceof QuerySource query) {
      return queries.path(query, conditions, around);
    }
    double rows =
        switch (source) {
          case SystemSource system -> SYSTEM_ROWS;
          case FunctionSource function ->
              FunctionScan.calls(function).stream().mapToDouble(SetSize::of).max().orElseThrow();
          case CommonSource common -> planning.commonRows(common.number());
          case QuerySource query -> throw new IllegalArgumentException();
          case TableSource table -> throw new IllegalArgumentException();
          case BoundSource.JoinSource join -> throw new IllegalArgumentException();
        };
    double selected = rows * UNKNOWN.all(conditions, rows);
    return new Candidate(
        source,
        conditions,
        Optional.empty(),
        false,
        Math.max(1, selected),
        rows * Estimate.ROW_COST);
  }

  ScanNode node(Candidate candidate) {
    return candidate.path().isPresent()
        ? table((TableSource) candidate.source()).node(candidate.path().get())
        : other(candidate.source(), candidate.conditions());
  }

  Leaf leaf(
      BoundSource source,
      List<Conjunct> conditions,
      BitSet around,
      List<SortKey> order,
      double wanted) {
    if (source instanceof TableSource table) {
      AccessPaths.Path path = table(table).best(conditions, around, order, wanted);
      return new Leaf(table(table).node(path), path.ordered());
    }
    return new Leaf(other(source, conditions), false);
  }

  private ScanNode other(BoundSource source, List<Conjunct> conditions) {
    if (source instanceof QuerySource query) {
      return queries.scan(query, conditions);
    }
    Candidate candidate = path(source, conditions, new BitSet());
    Estimate estimate =
        new Estimate(0, candidate.cost(), Math.rint(candidate.rows()), 8 * source.width());
    Optional<BoundExpression> condition = Conjuncts.and(conditions);
    Evaluator evaluator = condition.map(planning.evaluators()::compile).orElse(null);
    String filter = condition.map(own(source)::of).orElse(null);
    return switch (source) {
      case SystemSource system ->
          new SystemScan(estimate, system, width, equal(system, conditions), evaluator, filter);
      case FunctionSource function ->
          new FunctionScan(estimate, function, width, planning.evaluators(), evaluator, filter);
      case CommonSource common ->
          new CommonScan(
              estimate,
              common,
              planning.commonName(common.number()),
              planning.commonState(common.number()),
              width,
              evaluator,
              filter);
      case QuerySource query -> throw new IllegalArgumentException();
      case TableSource table -> throw new IllegalArgumentException();
      case BoundSource.JoinSource join -> throw new IllegalArgumentException();
    };
  }

  /** What a system relation can find its rows by: {@code column = value} of the very type. */
  private Map<Integer, Evaluator> equal(SystemSource source, List<Conjunct> conditions) {
    Map<Integer, Evaluator> equal = new HashMap<>();
    for (Conjunct conjunct : conditions) {
      if (!(conjunct.condition() instanceof BoundExpression.Call call)
          || call.arguments().size() != 2
          || Comparison.of(call.function()).orElse(null) != Comparison.EQUAL) {
        continue;
      }
      for (int side = 0; side < 2; side++) {
        BoundExpression value = call.arguments().get(1 - side);
        if (call.arguments().get(side) instanceof BoundExpression.Slot slot
            && call.function().casts().get(side).isIdentity()
            && call.function().argumentTypes().get(0).oid()
                == call.function().argumentTypes().get(1).oid()
            && !Slots.of(value).intersects(Slots.filled(source))
            && !Slots.isVolatile(value)) {
          equal.putIfAbsent(
              slot.index() - source.offset(),
              planning.evaluators().converted(value, call.function().casts().get(1 - side)));
        }
      }
    }
    return equal;
  }
}
