package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundSource.QuerySource;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scans of queries in FROM, with the conditions on their rows moved into them as far as that can
 * be. What compares such a row with another source's moves in too: then the query is run anew for
 * each row of that one, and finds its own by an index. Of one thread.
 */
final class QuerySources {
  /** Of what is not a table nobody has looked at the values. */
  private static final Selectivity UNKNOWN = new Selectivity(new RowFacts());

  private final Planning planning;
  private final int width;
  private final ExpressionText text;
  private final IdentityHashMap<QuerySource, Map<Set<Conjunct>, Narrowed>> known =
      new IdentityHashMap<>();

  QuerySources(Planning planning, int width, ExpressionText text) {
    this.planning = planning;
    this.width = width;
    this.text = text;
  }

  /**
   * A query with conditions in it.
   *
   * @param rest those that stay outside
   */
  private record Narrowed(BoundQuery query, List<Conjunct> rest) {}

  private Narrowed narrowed(QuerySource source, List<Conjunct> conditions) {
    Set<Conjunct> same = Collections.newSetFromMap(new IdentityHashMap<>());
    same.addAll(conditions);
    return known
        .computeIfAbsent(source, s -> new HashMap<>())
        .computeIfAbsent(same, s -> narrow(source, conditions));
  }

  private static Narrowed narrow(QuerySource source, List<Conjunct> conditions) {
    List<Conjunct> rest = new ArrayList<>();
    BoundQuery query = source.query();
    for (Conjunct conjunct : conditions) {
      Optional<BoundQuery> narrowed =
          PushDown.into(query, conjunct.condition(), source.offset(), source.width());
      if (narrowed.isPresent()) {
        query = narrowed.get();
      } else {
        rest.add(conjunct);
      }
    }
    return new Narrowed(query, rest);
  }

  SourcePlanner.Candidate path(QuerySource source, List<Conjunct> conditions, BitSet around) {
    Narrowed narrowed = narrowed(source, conditions);
    boolean readsAround =
        conditions.stream()
            .anyMatch(c -> c.slots().intersects(around) && !narrowed.rest().contains(c));
    Estimate estimate = planning.estimate(narrowed.query());
    return new SourcePlanner.Candidate(
        source,
        conditions,
        Optional.empty(),
        readsAround,
        Math.max(1, estimate.rows() * UNKNOWN.all(narrowed.rest(), estimate.rows())),
        estimate.total() + estimate.rows() * Estimate.ROW_COST);
  }

  ScanNode scan(QuerySource source, List<Conjunct> conditions) {
    Narrowed narrowed = narrowed(source, conditions);
    PlanNode plan = planning.query(narrowed.query());
    double rows = plan.estimate().rows();
    rows *= UNKNOWN.all(narrowed.rest(), rows);
    Optional<BoundExpression> condition = Conjuncts.and(narrowed.rest());
    return new SubqueryScan(
        plan.estimate().withRows(rows),
        plan,
        source.alias(),
        new ScanNode.Place(source.offset(), source.width(), width),
        condition.map(planning.evaluators()::compile).orElse(null),
        condition.map(text.within(source.offset(), source.width())::of).orElse(null));
  }
}
