package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundExpression.Subquery;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundQuery.Body.Select;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.HashedKeys;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code [NOT] EXISTS} and correlated {@code IN} in WHERE that compare something of the subquery
 * with something of the row around it: the subquery is run once, and its rows are looked up by
 * that. Where the subquery would find its rows by an index, it is left to do so. Stateless.
 */
final class SemiJoins {
  private SemiJoins() {}

  /** A condition that has become a join. */
  record Found(SemiJoin.Inner inner, boolean anti, Planning planning) {
    PlanNode over(PlanNode outer) {
      return new SemiJoin(outer, inner, anti);
    }
  }

  /** Takes the conditions that can be joins out of a list. */
  static List<Found> take(List<Conjunct> conditions, Planning planning) {
    List<Found> found = new ArrayList<>();
    conditions.removeIf(
        conjunct -> {
          BoundExpression condition = conjunct.condition();
          boolean anti = condition instanceof BoundExpression.Not;
          BoundExpression bare =
              condition instanceof BoundExpression.Not not ? not.operand() : condition;
          if (!(bare instanceof Subquery subquery)
              || subquery.kind() != Subquery.Kind.EXISTS
              || !subquery.correlated()) {
            return false;
          }
          Optional<SemiJoin.Inner> inner = inner(subquery.query(), planning);
          inner.ifPresent(i -> found.add(new Found(i, anti, planning)));
          return inner.isPresent();
        });
    return found;
  }

  private static Optional<SemiJoin.Inner> inner(BoundQuery query, Planning planning) {
    boolean simple =
        query.with().isEmpty()
            && query.limit().isEmpty()
            && query.offset().isEmpty()
            && query.locks().isEmpty()
            && query.body() instanceof Select select
            && select.from().isPresent()
            && select.grouping().isEmpty()
            && select.windows().isEmpty()
            && select.targets().stream().noneMatch(FunctionScan::isSet);
    if (!simple) {
      return Optional.empty();
    }
    Select select = (Select) query.body();
    if (reachesOut(select)) {
      return Optional.empty();
    }
    List<Conjunct> own = new ArrayList<>();
    List<Conjunct> between = new ArrayList<>();
    List<SemiJoin.Pair> pairs = new ArrayList<>();
    for (Conjunct conjunct : Conjuncts.of(select.where())) {
      if (!readsOuter(conjunct.condition())) {
        own.add(conjunct);
        continue;
      }
      if (Slots.hasSubquery(conjunct.condition())) {
        return Optional.empty();
      }
      SemiJoin.Pair pair = pair(conjunct.condition(), planning);
      if (pair == null) {
        between.add(conjunct);
      } else {
        pairs.add(pair);
      }
    }
    if (pairs.isEmpty() || hasIndex(select, planning)) {
      return Optional.empty();
    }
    ExpressionText text = new ExpressionText(SelectPlanner.qualifier(select.from()));
    PlanNode rows =
        new JoinPlanner(planning, select.width(), text)
            .plan(select.from().get(), own, List.of(), Double.MAX_VALUE)
            .node();
    return Optional.of(
        new SemiJoin.Inner(
            rows,
            List.copyOf(pairs),
            Conjuncts.and(between).map(planning.evaluators()::compile).orElse(null)));
  }

  /** Whether it reads outer rows anywhere but in its conditions, or more than one level out. */
  private static boolean reachesOut(Select select) {
    boolean[] found = {false};
    Parts.walk(select.from().orElseThrow(), 0, (part, depth) -> found[0] |= levels(part) > depth);
    select
        .where()
        .ifPresent(
            where -> Parts.walk(where, 0, (part, depth) -> found[0] |= levels(part) > depth + 1));
    return found[0];
  }

  private static int levels(BoundExpression part) {
    return switch (part) {
      case BoundExpression.Outer outer -> outer.levels();
      case BoundExpression.SystemColumn column -> column.levels();
      case BoundExpression.WholeRow row -> row.levels();
      default -> 0;
    };
  }

  private static boolean readsOuter(BoundExpression condition) {
    boolean[] found = {false};
    Parts.walk(condition, 0, (part, depth) -> found[0] |= levels(part) > depth);
    return found[0];
  }

  /** {@code inner = outer}, either way round. */
  private static SemiJoin.Pair pair(BoundExpression condition, Planning planning) {
    if (!(condition instanceof BoundExpression.Call call) || call.arguments().size() != 2) {
      return null;
    }
    Optional<HashedKeys> keys = HashedKeys.of(call.function(), call.collation());
    if (keys.isEmpty()) {
      return null;
    }
    for (int side = 0; side < 2; side++) {
      BoundExpression inner = call.arguments().get(side);
      BoundExpression outer = call.arguments().get(1 - side);
      if (!readsOuter(inner) && readsOuter(outer) && Slots.of(outer).isEmpty()) {
        Evaluator a = planning.evaluators().compile(inner);
        Evaluator b = planning.evaluators().compile(outer);
        return new SemiJoin.Pair(a, b, keys.get(), side == 0);
      }
    }
    return null;
  }

  /** Whether an index answers a comparison with the outer row. */
  private static boolean hasIndex(Select select, Planning planning) {
    if (!(select.from().orElseThrow()
        instanceof dev.instar.engine.analysis.BoundSource.TableSource table)) {
      return false;
    }
    AccessPaths paths =
        new AccessPaths(planning, table, select.width(), new ExpressionText(slot -> ""));
    AccessPaths.Path path =
        paths.best(Conjuncts.of(select.where()), new BitSet(), List.of(), Double.MAX_VALUE);
    return path.answers(SemiJoins::readsOuter);
  }
}
