package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundSource.JoinSource;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Puts the sources of a SELECT together. Inner joins may be made in any order: it begins where the
 * fewest rows are expected, and goes on with what is cheapest to add. Outer joins stay as they are
 * written, but for RIGHT, which is LEFT with its sides exchanged. Conditions go down to the first
 * place where all their slots are filled. Of one thread.
 */
final class JoinPlanner {
  /** With more sources than that only one beginning is looked at. */
  private static final int MOST_BEGINNINGS = 8;

  private final Planning planning;
  private final SourcePlanner sources;
  private final RowFacts facts = new RowFacts();
  private final JoinNodes nodes;

  JoinPlanner(Planning planning, int width, ExpressionText text) {
    this.planning = planning;
    this.sources = new SourcePlanner(planning, width, text);
    this.nodes = new JoinNodes(planning, text, facts);
  }

  /** Rows of a part of the sources. */
  record Joined(PlanNode node, BitSet slots, boolean ordered) {}

  /**
   * @param conditions all of WHERE
   * @param order what is wanted of the rows' order, if it can be had; by slots of the row
   * @param wanted how many rows are asked for, as far as that is known
   */
  Joined plan(BoundSource from, List<Conjunct> conditions, List<SortKey> order, double wanted) {
    facts.add(from, planning.context());
    List<Conjunct> pending = new ArrayList<>(conditions);
    List<BoundSource> units = new ArrayList<>();
    flatten(from, pending, units);
    Joined joined =
        units.size() == 1
            ? single(units.getFirst(), pending, order, wanted)
            : several(units, pending);
    return filtered(joined, pending);
  }

  /** What is left has no slots, or belongs above an outer join. */
  private Joined filtered(Joined joined, List<Conjunct> conditions) {
    return conditions.isEmpty()
        ? joined
        : new Joined(nodes.filter(joined.node(), conditions), joined.slots(), joined.ordered());
  }

  private static void flatten(BoundSource source, List<Conjunct> pending, List<BoundSource> units) {
    if (source instanceof JoinSource join && isInner(join, pending)) {
      flatten(join.left(), pending, units);
      flatten(join.right(), pending, units);
      pending.addAll(Conjuncts.of(join.condition()));
    } else {
      units.add(source);
    }
  }

  /** A left join whose unmatched rows no condition would let through is an inner one. */
  private static boolean isInner(JoinSource join, List<Conjunct> conditions) {
    return switch (join.kind()) {
      case INNER -> true;
      case LEFT -> Strictness.rejectsNulls(conditions, Slots.filled(join.right()));
      case RIGHT -> Strictness.rejectsNulls(conditions, Slots.filled(join.left()));
      case FULL -> false;
    };
  }

  private Joined single(
      BoundSource unit, List<Conjunct> pending, List<SortKey> order, double wanted) {
    BitSet slots = Slots.filled(unit);
    if (unit instanceof JoinSource join) {
      return outer(join, pending);
    }
    List<Conjunct> own = Conjuncts.take(pending, slots);
    SourcePlanner.Leaf leaf = sources.leaf(unit, own, new BitSet(), order, wanted);
    return new Joined(leaf.node(), slots, leaf.ordered());
  }

  /** A source that is not joined yet, with its own conditions. */
  private record Unit(BoundSource source, BitSet slots, BitSet around, List<Conjunct> own) {}

  private Joined several(List<BoundSource> sourcesToJoin, List<Conjunct> pending) {
    List<Unit> units = new ArrayList<>();
    for (BoundSource source : sourcesToJoin) {
      BitSet slots = Slots.filled(source);
      List<Conjunct> own =
          source instanceof JoinSource ? new ArrayList<>() : Conjuncts.take(pending, slots);
      BitSet around = source instanceof JoinSource ? new BitSet() : Slots.around(source);
      own.removeIf(conjunct -> conjunct.slots().isEmpty() && pending.add(conjunct));
      units.add(new Unit(source, slots, around, own));
    }
    Joined joined = begin(units, pending);
    while (!units.isEmpty()) {
      joined = add(joined, units, pending);
    }
    return joined;
  }

  private Joined planned(Unit unit, List<Conjunct> pending) {
    if (unit.source() instanceof JoinSource join) {
      List<Conjunct> own = Conjuncts.take(pending, unit.slots());
      Joined joined = outer(join, own);
      return filtered(joined, own);
    }
    return new Joined(
        sources.leaf(unit.source(), unit.own(), new BitSet(), List.of(), Double.MAX_VALUE).node(),
        unit.slots(),
        false);
  }

  private Joined begin(List<Unit> units, List<Conjunct> pending) {
    Unit first = null;
    double least = Double.MAX_VALUE;
    for (Unit unit : units) {
      if (!unit.around().isEmpty()) {
        continue;
      }
      double cost = units.size() <= MOST_BEGINNINGS ? rehearse(unit, units, pending) : rows(unit);
      if (first == null || cost < least) {
        first = unit;
        least = cost;
      }
    }
    if (first == null) {
      first = units.getFirst();
    }
    units.remove(first);
    return planned(first, pending);
  }

  /** What all joins would cost that begin there. */
  private double rehearse(Unit first, List<Unit> units, List<Conjunct> pending) {
    List<Unit> left = new ArrayList<>(units);
    left.remove(first);
    double total = cost(first);
    double rows = rows(first);
    BitSet slots = first.slots();
    List<Conjunct> open = new ArrayList<>(pending);
    while (!left.isEmpty()) {
      Next next = next(slots, rows, left, open);
      if (next == null) {
        return Double.MAX_VALUE;
      }
      left.remove(next.unit());
      open.removeAll(next.conditions());
      slots = union(slots, next.unit().slots());
      rows = next.choice().rows();
      total += next.choice().weight();
    }
    return total;
  }

  private double cost(Unit unit) {
    return unit.source() instanceof JoinSource
        ? 1e6
        : sources.path(unit.source(), unit.own(), new BitSet()).cost();
  }

  private double rows(Unit unit) {
    return unit.source() instanceof JoinSource ? 1e6 : sources.rows(unit.source(), unit.own());
  }

  /** The source that is added next, by which conditions and how. */
  private record Next(Unit unit, List<Conjunct> conditions, JoinNodes.Choice choice) {}

  /**
   * The source that is cheapest to add; one without a condition only if there is no other.
   *
   * @return null if each that is left has to come after another one
   */
  private Next next(BitSet slots, double rows, List<Unit> units, List<Conjunct> pending) {
    Next best = null;
    boolean bestConnected = false;
    for (Unit unit : units) {
      if (!Slots.within(unit.around(), slots)) {
        continue;
      }
      List<Conjunct> conditions = conditions(slots, unit.slots(), pending);
      boolean connected = !conditions.isEmpty() || !unit.around().isEmpty();
      JoinNodes.Choice choice = choose(slots, rows, unit, conditions);
      boolean better =
          best == null
              || (connected && !bestConnected)
              || (connected == bestConnected && choice.weight() < best.choice().weight());
      if (better) {
        best = new Next(unit, conditions, choice);
        bestConnected = connected;
      }
    }
    return best;
  }

  private Joined add(Joined joined, List<Unit> units, List<Conjunct> pending) {
    Next next = next(joined.slots(), joined.node().estimate().rows(), units, pending);
    if (next == null) {
      throw dev.instar.engine.error.SqlException.unsupported("a lateral join in this order");
    }
    units.remove(next.unit());
    pending.removeAll(next.conditions());
    BitSet slots = union(joined.slots(), next.unit().slots());
    PlanNode node;
    if (next.choice().lookup().isPresent()) {
      ScanNode inner = sources.node(next.choice().lookup().get());
      node = nodes.lookup(joined.node(), inner, false);
    } else {
      Joined other = planned(next.unit(), pending);
      node = nodes.inner(joined, other, next.conditions());
    }
    return new Joined(node, slots, false);
  }

  private static List<Conjunct> conditions(BitSet left, BitSet right, List<Conjunct> pending) {
    BitSet both = union(left, right);
    List<Conjunct> found = new ArrayList<>();
    for (Conjunct conjunct : pending) {
      if (!conjunct.slots().isEmpty()
          && Slots.within(conjunct.slots(), both)
          && conjunct.slots().intersects(right)) {
        found.add(conjunct);
      }
    }
    return found;
  }

  static BitSet union(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.or(b);
    return both;
  }

  /** How a source would be added, and at what cost. */
  private JoinNodes.Choice choose(BitSet slots, double rows, Unit unit, List<Conjunct> conditions) {
    if (unit.source() instanceof JoinSource) {
      return new JoinNodes.Choice(Optional.empty(), 1e6, Math.max(rows, 1000));
    }
    List<Conjunct> all = new ArrayList<>(unit.own());
    all.addAll(conditions);
    if (!unit.around().isEmpty()) {
      SourcePlanner.Candidate looked = sources.path(unit.source(), all, union(slots, new BitSet()));
      return new JoinNodes.Choice(Optional.of(looked), rows * 10, rows * looked.rows());
    }
    SourcePlanner.Candidate alone = sources.path(unit.source(), unit.own(), new BitSet());
    boolean hashed = conditions.stream().anyMatch(c -> nodes.isEquality(c, slots));
    double work = hashed ? rows + alone.rows() : rows * alone.rows();
    double cost = alone.cost() + work * 0.0125;
    double pairs = nodes.pairs(rows, alone.rows(), conditions, slots);
    SourcePlanner.Candidate looked = sources.path(unit.source(), all, slots);
    double lookups = rows * looked.cost();
    return looked.readsAround() && lookups < cost
        ? new JoinNodes.Choice(Optional.of(looked), lookups, Math.max(1, rows * looked.rows()))
        : new JoinNodes.Choice(Optional.empty(), cost, pairs);
  }

  /** Takes those conditions that can be tested below the join; the others stay. */
  private Joined outer(JoinSource join, List<Conjunct> pending) {
    boolean swapped = join.kind() == JoinSource.Kind.RIGHT;
    BoundSource keptSource = swapped ? join.right() : join.left();
    BoundSource otherSource = swapped ? join.left() : join.right();
    BitSet kept = Slots.filled(keptSource);
    BitSet other = Slots.filled(otherSource);
    List<Conjunct> conditions = Conjuncts.of(join.condition());
    boolean full = join.kind() == JoinSource.Kind.FULL;
    if (full) {
      Joined left = plan(keptSource, List.of(), List.of(), Double.MAX_VALUE);
      Joined right = plan(otherSource, List.of(), List.of(), Double.MAX_VALUE);
      return new Joined(nodes.full(left, right, conditions), union(kept, other), false);
    }
    Joined left = plan(keptSource, Conjuncts.take(pending, kept), List.of(), Double.MAX_VALUE);
    BitSet both = union(kept, other);
    return new Joined(left(left, otherSource, other, conditions), both, false);
  }

  private PlanNode left(
      Joined left, BoundSource otherSource, BitSet other, List<Conjunct> conditions) {
    if (!(otherSource instanceof JoinSource)) {
      BitSet around = Slots.around(otherSource);
      SourcePlanner.Candidate looked = sources.path(otherSource, conditions, left.slots());
      boolean lateral = around.intersects(left.slots());
      double lookups = left.node().estimate().rows() * looked.cost();
      SourcePlanner.Candidate alone = sources.path(otherSource, List.of(), new BitSet());
      double leftRows = left.node().estimate().rows();
      boolean hashed = conditions.stream().anyMatch(c -> nodes.isEquality(c, left.slots()));
      double work = hashed ? leftRows + alone.rows() : leftRows * alone.rows();
      if (lateral || (looked.readsAround() && lookups < alone.cost() + work * 0.0125)) {
        return nodes.lookup(left.node(), sources.node(looked), true);
      }
    }
    List<Conjunct> rest = new ArrayList<>(conditions);
    List<Conjunct> below = new ArrayList<>(Conjuncts.take(rest, other));
    Joined right = plan(otherSource, below, List.of(), Double.MAX_VALUE);
    return nodes.left(left, right, rest);
  }
}
