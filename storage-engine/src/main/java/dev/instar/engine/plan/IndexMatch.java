package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.evaluation.Comparison;
import dev.instar.engine.function.Collation;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import dev.instar.engine.plan.KeyCondition.Match;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What an index can do for some conditions, and for an order. Of one thread. */
final class IndexMatch {
  private final Index index;
  private final TableSource source;
  private final Planning planning;
  private final List<KeyCondition> keys = new ArrayList<>();
  private final List<BoundExpression> predicate = new ArrayList<>();

  IndexMatch(Index index, TableSource source, Planning planning) {
    this.index = index;
    this.source = source;
    this.planning = planning;
    for (Index.Key key : index.keys()) {
      DataType type = planning.context().catalog().type(key.type()).orElseThrow();
      Collation collation = key.collation().map(Collation::named).orElse(Collation.DEFAULT);
      BoundExpression expression =
          key.expression()
              .map(this::over)
              .orElseGet(
                  () ->
                      new BoundExpression.Slot(
                          source.offset() + key.column() - 1, type, -1, collation, ""));
      keys.add(new KeyCondition(expression, type, collation, planning.evaluators()));
    }
    index
        .predicate()
        .ifPresent(
            sql ->
                Conjuncts.of(Optional.of(over(sql)))
                    .forEach(conjunct -> predicate.add(conjunct.condition())));
  }

  /** An expression that the catalog has as text, over the row of the SELECT. */
  private BoundExpression over(String sql) {
    BoundExpression expression =
        ExpressionAnalyzer.overTable(
            SqlParser.parseExpression(sql).tree(), source.table(), planning.context());
    return Rewriting.leaves(
        expression,
        leaf ->
            leaf instanceof BoundExpression.Slot slot
                ? new BoundExpression.Slot(
                    slot.index() + source.offset(),
                    slot.type(),
                    slot.modifier(),
                    slot.collation(),
                    slot.name())
                : leaf);
  }

  /** Which way an index has to be gone through. */
  enum Direction {
    NONE,
    FORWARD,
    BACKWARD
  }

  /** Conditions that an index answers: one for each leading key, and those behind them all. */
  final class Found {
    private final List<Match> equal;
    private final Match low;
    private final Match high;
    private final List<Conjunct> used;

    Found(List<Match> equal, Match low, Match high, List<Conjunct> used) {
      this.equal = List.copyOf(equal);
      this.low = low;
      this.high = high;
      this.used = List.copyOf(used);
    }

    Index index() {
      return index;
    }

    List<Conjunct> used() {
      return used;
    }

    /** Whether there is one row at most. */
    boolean isUnique() {
      return index.unique() && equal.size() == keys.size() && isConstant();
    }

    private boolean isConstant() {
      for (Match match : equal) {
        if (match.probes() != 1 || (match.key() instanceof IndexKeys.Key.Null)) {
          return false;
        }
      }
      return true;
    }

    double probes() {
      double probes = 1;
      for (Match match : equal) {
        probes *= match.probes();
      }
      return probes;
    }

    double entries(double tableRows, Selectivity selectivity) {
      if (index.unique() && equal.size() == keys.size()) {
        return probes();
      }
      double entries = tableRows * selectivity.all(used, tableRows);
      return predicate.isEmpty() ? entries : entries / 10;
    }

    /** Whether the index holds only rows of which the condition is true. */
    boolean isImplied(Conjunct conjunct) {
      return predicate.stream().anyMatch(p -> Sameness.same(p, conjunct.condition()));
    }

    IndexKeys keys(ExpressionText text) {
      List<String> conditions =
          used.stream()
              .map(
                  c -> {
                    int key = 0;
                    while (key < equal.size() && equal.get(key).condition() != c.condition()) {
                      key++;
                    }
                    return keys.get(key).text(c.condition(), text);
                  })
              .toList();
      return new IndexKeys(
          equal.stream().map(Match::key).toList(),
          low == null ? null : low.end(),
          high == null ? null : high.end(),
          conditions.size() == 1
              ? conditions.getFirst()
              : conditions.isEmpty() ? "" : "(" + String.join(" AND ", conditions) + ")");
    }
  }

  /**
   * What the index answers of the conditions.
   *
   * @param around slots of other sources that values may read
   * @return empty if it is a partial one that may lack rows that are asked for
   */
  Optional<Found> match(List<Conjunct> conditions, BitSet around) {
    for (BoundExpression part : predicate) {
      if (conditions.stream().noneMatch(c -> implies(c.condition(), part))) {
        return Optional.empty();
      }
    }
    List<Match> equal = new ArrayList<>();
    List<Conjunct> used = new ArrayList<>();
    Match low = null;
    Match high = null;
    for (KeyCondition key : keys) {
      Match found = null;
      for (Conjunct conjunct : conditions) {
        Match match = used.contains(conjunct) ? null : key.match(conjunct.condition(), around);
        if (match == null) {
          continue;
        }
        if (match.key() != null) {
          found = found == null || match.probes() < found.probes() ? match : found;
        } else if (match.isLow() && low == null) {
          low = match;
        } else if (!match.isLow() && high == null) {
          high = match;
        }
      }
      if (found == null) {
        break;
      }
      // Bounds of a key whose value is known stay conditions.
      low = null;
      high = null;
      equal.add(found);
      BoundExpression condition = found.condition();
      conditions.stream().filter(c -> c.condition() == condition).forEach(used::add);
    }
    for (Match bound : new Match[] {low, high}) {
      if (bound != null) {
        conditions.stream().filter(c -> c.condition() == bound.condition()).forEach(used::add);
      }
    }
    return Optional.of(new Found(equal, low, high, used));
  }

  private boolean implies(BoundExpression condition, BoundExpression part) {
    if (Sameness.same(condition, part)) {
      return true;
    }
    // A strict comparison that holds says that its operands are not NULL.
    return part instanceof BoundExpression.Is is
        && is.negated()
        && is.test() == BoundExpression.Is.Test.NULL
        && condition instanceof BoundExpression.Call call
        && Comparison.of(call.function()).isPresent()
        && call.arguments().stream().anyMatch(a -> Sameness.same(a, is.operand()));
  }

  /** How the index is gone through so that its entries come in an order. */
  Direction direction(List<SortKey> order, Found found) {
    if (order.isEmpty()) {
      return Direction.NONE;
    }
    Direction direction = Direction.NONE;
    int at = 0;
    for (SortKey wanted : order) {
      if (isKnown(wanted.slot(), found)) {
        continue;
      }
      while (at < found.equal.size() && found.equal.get(at).probes() == 1) {
        at++;
      }
      // The ranges of several values come in ascending order, whatever the index's is.
      boolean several = at < found.equal.size();
      if (at >= keys.size() || (several && index.keys().get(at).descending())) {
        return Direction.NONE;
      }
      Direction one = direction(index.keys().get(at), keys.get(at), wanted);
      if (one == Direction.NONE || (direction != Direction.NONE && direction != one)) {
        return Direction.NONE;
      }
      direction = one;
      at++;
    }
    return direction == Direction.NONE ? Direction.FORWARD : direction;
  }

  /** Whether the rows all have one value there. */
  private boolean isKnown(int slot, Found found) {
    for (int i = 0; i < found.equal.size(); i++) {
      if (keys.get(i).isSlot(slot) && found.equal.get(i).probes() == 1) {
        return true;
      }
    }
    return false;
  }

  private Direction direction(Index.Key key, KeyCondition condition, SortKey wanted) {
    boolean text = condition.type().category() == 'S';
    if (!condition.isSlot(wanted.slot())
        || (text && !KeyCondition.sameOrder(condition.collation(), wanted.collation()))) {
      return Direction.NONE;
    }
    boolean noNulls = key.column() > 0 && source.table().column(key.column()).notNull();
    boolean same = key.descending() == wanted.descending();
    boolean nullsFit = (key.nullsFirst() == wanted.nullsFirst()) == same;
    if (!noNulls && !nullsFit) {
      return Direction.NONE;
    }
    return same ? Direction.FORWARD : Direction.BACKWARD;
  }
}
