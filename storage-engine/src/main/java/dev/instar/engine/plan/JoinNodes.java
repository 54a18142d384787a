package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.HashedKeys;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import dev.instar.engine.plan.JoinPlanner.Joined;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes the nodes of joins: by hashing where there is an equality, else by a nested loop. */
final class JoinNodes {
  private final Planning planning;
  private final ExpressionText text;
  private final Selectivity selectivity;

  JoinNodes(Planning planning, ExpressionText text, RowFacts facts) {
    this.selectivity = new Selectivity(facts);
    this.planning = planning;
    this.text = text;
  }

  /**
   * How a source is added.
   *
   * @param lookup if it is looked into anew for each row
   * @param rows how many there are then
   */
  record Choice(Optional<SourcePlanner.Candidate> lookup, double cost, double rows) {
    /** What it costs, with what the rows that it makes will cost at least. */
    double weight() {
      return cost + rows * Estimate.ROW_COST;
    }
  }

  /** How many pairs of rows fulfil conditions. */
  double pairs(double left, double right, List<Conjunct> conditions, BitSet leftSlots) {
    double pairs = left * right;
    boolean guessed = false;
    for (Conjunct conjunct : conditions) {
      OptionalDouble known = selectivity.join(conjunct.condition());
      if (known.isPresent()) {
        pairs *= known.getAsDouble();
      } else if (isEquality(conjunct, leftSlots)) {
        guessed = true;
      } else {
        pairs *= selectivity.of(conjunct.condition(), pairs);
      }
    }
    // Of an equality of which nothing is known it is taken that one side is a key.
    return Math.max(1, guessed ? Math.min(pairs, Math.max(left, right)) : pairs);
  }

  PlanNode filter(PlanNode input, List<Conjunct> conditions) {
    BoundExpression condition = Conjuncts.and(conditions).orElseThrow();
    double selected = input.estimate().rows() * selectivity.of(condition, input.estimate().rows());
    return new Filter(
        input
            .estimate()
            .plus(0, input.estimate().rows() * Estimate.OPERATOR_COST * conditions.size())
            .withRows(selected),
        input,
        planning.evaluators().compile(condition),
        text.of(condition));
  }

  PlanNode lookup(PlanNode left, ScanNode right, boolean keepsLeft) {
    double rows = left.estimate().rows() * right.estimate().rows();
    return new LookupJoin(
        new Estimate(
            left.estimate().startup() + right.estimate().startup(),
            left.estimate().total()
                + left.estimate().rows() * right.estimate().total()
                + rows * Estimate.ROW_COST,
            Math.max(rows, keepsLeft ? left.estimate().rows() : 1),
            left.estimate().width() + right.estimate().width()),
        left,
        right,
        keepsLeft);
  }

  /** The equalities that can be hashed, and what else has to hold. */
  private record Split(List<JoinKeys.Pair> pairs, List<Conjunct> equalities, List<Conjunct> rest) {}

  private Split split(List<Conjunct> conditions, BitSet left) {
    Split split = new Split(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Conjunct conjunct : conditions) {
      JoinKeys.Pair pair = pair(conjunct, left);
      if (pair == null) {
        split.rest().add(conjunct);
      } else {
        split.pairs().add(pair);
        split.equalities().add(conjunct);
      }
    }
    return split;
  }

  boolean isEquality(Conjunct conjunct, BitSet left) {
    return pair(conjunct, left) != null;
  }

  private JoinKeys.Pair pair(Conjunct conjunct, BitSet left) {
    if (!(conjunct.condition() instanceof BoundExpression.Call call)
        || call.arguments().size() != 2) {
      return null;
    }
    Optional<HashedKeys> keys = HashedKeys.of(call.function(), call.collation());
    BitSet first = Slots.of(call.arguments().get(0));
    BitSet second = Slots.of(call.arguments().get(1));
    if (keys.isEmpty() || first.isEmpty() || second.isEmpty()) {
      return null;
    }
    Evaluator a = planning.evaluators().compile(call.arguments().get(0));
    Evaluator b = planning.evaluators().compile(call.arguments().get(1));
    if (Slots.within(first, left) && !second.intersects(left)) {
      return new JoinKeys.Pair(a, b, keys.get(), false);
    }
    return Slots.within(second, left) && !first.intersects(left)
        ? new JoinKeys.Pair(b, a, keys.get(), true)
        : null;
  }

  /** The smaller side is read into the hash table. */
  PlanNode inner(Joined left, Joined right, List<Conjunct> conditions) {
    boolean exchange = left.node().estimate().rows() < right.node().estimate().rows();
    Split split = split(conditions, exchange ? right.slots() : left.slots());
    return split.pairs().isEmpty()
        ? loop(left, right, conditions, false)
        : hash(HashJoin.Kind.INNER, exchange ? right : left, exchange ? left : right, split);
  }

  PlanNode left(Joined left, Joined right, List<Conjunct> conditions) {
    Split split = split(conditions, left.slots());
    return split.pairs().isEmpty()
        ? loop(left, right, conditions, true)
        : hash(HashJoin.Kind.LEFT, left, right, split);
  }

  /**
   * @throws SqlException 0A000 without an equality, as PostgreSQL has it
   */
  PlanNode full(Joined left, Joined right, List<Conjunct> conditions) {
    Split split = split(conditions, left.slots());
    if (split.pairs().isEmpty()) {
      throw new SqlException(
          dev.instar.engine.error.SqlState.FEATURE_NOT_SUPPORTED,
          "FULL JOIN is only supported with merge-joinable or hash-joinable join conditions");
    }
    return hash(HashJoin.Kind.FULL, left, right, split);
  }

  private PlanNode hash(HashJoin.Kind kind, Joined left, Joined right, Split split) {
    Estimate l = left.node().estimate();
    Estimate r = right.node().estimate();
    List<Conjunct> conditions = new ArrayList<>(split.equalities());
    conditions.addAll(split.rest());
    double inner = pairs(l.rows(), r.rows(), conditions, left.slots());
    double rows =
        switch (kind) {
          case INNER -> inner;
          case LEFT -> Math.max(inner, l.rows());
          case FULL -> Math.max(inner, Math.max(l.rows(), r.rows()));
        };
    Estimate estimate =
        new Estimate(
            r.total() + l.startup(),
            l.total() + r.total() + (l.rows() + r.rows()) * 0.0125,
            Math.max(1, Math.rint(rows)),
            l.width() + r.width());
    Optional<BoundExpression> rest = Conjuncts.and(split.rest());
    return new HashJoin(
        estimate,
        kind,
        left.node(),
        right.node(),
        new JoinKeys(split.pairs()),
        new SlotRanges(right.slots()),
        rest.map(planning.evaluators()::compile).orElse(null),
        Conjuncts.and(split.equalities()).map(text::of).orElse(""),
        rest.map(text::of).orElse(null));
  }

  private PlanNode loop(Joined left, Joined right, List<Conjunct> conditions, boolean keepsLeft) {
    Estimate l = left.node().estimate();
    Estimate r = right.node().estimate();
    double rows = pairs(l.rows(), r.rows(), conditions, left.slots());
    Estimate estimate =
        new Estimate(
            l.startup() + r.startup(),
            l.total() + r.total() + l.rows() * r.rows() * 0.0125,
            Math.max(keepsLeft ? l.rows() : 1, Math.rint(rows)),
            l.width() + r.width());
    Optional<BoundExpression> condition = Conjuncts.and(conditions);
    return new NestedLoop(
        estimate,
        left.node(),
        right.node(),
        new SlotRanges(right.slots()),
        keepsLeft,
        condition.map(planning.evaluators()::compile).orElse(null),
        condition.map(text::of).orElse(null));
  }
}
