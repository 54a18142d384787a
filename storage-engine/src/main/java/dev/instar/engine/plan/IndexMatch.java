package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundExpression.Subquery;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import dev.instar.engine.plan.KeyCondition.Match;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What an index can do for some conditions, and for an order. Of one thread. */
final class IndexMatch {
  private final IndexOverRow index;
  private final Planning planning;

  IndexMatch(Index index, TableSource source, Planning planning) {
    this.index = IndexOverRow.of(index, source, planning);
    this.planning = planning;
  }

  /** Conditions that an index answers: those of its leading keys, and those behind them all. */
  final class Found {
    private final List<Match> equal;

    /** The conditions of equal, once for each key. */
    private final List<Match> byKey = new ArrayList<>();

    private final Match low;
    private final Match high;
    private final List<Conjunct> answered;
    private final List<Conjunct> used;

    Found(List<Match> equal, Match low, Match high, List<Conjunct> answered, List<Conjunct> used) {
      this.answered = List.copyOf(answered);
      this.equal = List.copyOf(equal);
      equal.forEach(match -> byKey.addAll(Collections.nCopies(match.keys(), match)));
      this.low = low;
      this.high = high;
      this.used = List.copyOf(used);
    }

    Index index() {
      return index.index();
    }

    /** How many leading keys have known values. */
    int equalKeys() {
      return byKey.size();
    }

    /** Whether one of these has one value, and not any of several. */
    boolean hasOneValue(int key) {
      return byKey.get(key).probes() == 1;
    }

    KeyCondition key(int key) {
      return index.keys().get(key);
    }

    boolean hasNoNulls(int key) {
      return index.hasNoNulls(key);
    }

    /** The conditions that say which part of the index is looked at. */
    List<Conjunct> answered() {
      return answered;
    }

    /** Those of them that all rows fulfil that are found there. */
    List<Conjunct> used() {
      return used;
    }

    /** Whether there is one row at most. */
    boolean isUnique() {
      return index.index().unique() && byKey.size() == index.keys().size() && isConstant();
    }

    private boolean isConstant() {
      for (Match match : equal) {
        if (match.probes() != 1 || match.condition() instanceof BoundExpression.Is) {
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
      if (index.index().unique() && byKey.size() == index.keys().size()) {
        return probes();
      }
      double entries = tableRows;
      List<Conjunct> plain = new ArrayList<>(answered);
      for (Match match : equal) {
        if (match.condition() instanceof Subquery rows) {
          BoundExpression condition = match.condition();
          plain.removeIf(conjunct -> conjunct.condition() == condition);
          entries *= Math.min(1, match.probes() * selectivity.ofRow(rows.operands(), tableRows));
        }
      }
      entries *= selectivity.all(plain, tableRows);
      return index.predicate().isEmpty() ? entries : entries / 10;
    }

    /** Whether the index holds only rows of which the condition is true. */
    boolean isImplied(Conjunct conjunct) {
      return index.predicate().stream().anyMatch(p -> Sameness.same(p, conjunct.condition()));
    }

    IndexKeys keys(ExpressionText text) {
      List<String> conditions =
          answered.stream()
              .map(
                  c -> {
                    int key = 0;
                    while (key < byKey.size() && byKey.get(key).condition() != c.condition()) {
                      key++;
                    }
                    return index.keys().get(key).text(c.condition(), text);
                  })
              .toList();
      return new IndexKeys(
          equal.stream().map(match -> match.key().get()).toList(),
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
    if (!index.hasAll(conditions)) {
      return Optional.empty();
    }
    List<Match> equal = new ArrayList<>();
    List<Conjunct> answered = new ArrayList<>();
    Match low = null;
    Match high = null;
    for (int key = 0; key < index.keys().size(); key += equal.getLast().keys()) {
      Match found = null;
      for (Conjunct conjunct : conditions) {
        Match match = answered.contains(conjunct) ? null : match(key, conjunct.condition(), around);
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
      conditions.stream().filter(c -> c.condition() == condition).forEach(answered::add);
    }
    List<Conjunct> used = new ArrayList<>(answered);
    for (Match bound : new Match[] {low, high}) {
      if (bound != null) {
        List<Conjunct> bounding =
            conditions.stream().filter(c -> c.condition() == bound.condition()).toList();
        answered.addAll(bounding);
        used.addAll(bound.exact() ? bounding : List.of());
      }
    }
    return Optional.of(new Found(equal, low, high, answered, used));
  }

  private Match match(int key, BoundExpression condition, BitSet around) {
    return switch (condition) {
      case Subquery subquery -> anyRow(key, subquery);
      case BoundExpression.RowCompare rows -> rows(key, rows, around);
      default -> index.keys().get(key).match(condition, around);
    };
  }

  /** {@code (a, b) > (c, d)}, as far as its fields are the keys from that one on. */
  private Match rows(int first, BoundExpression.RowCompare rows, BitSet around) {
    List<IndexKeys.EndValue> values = new ArrayList<>();
    Match last = null;
    boolean nulls = false;
    for (BoundExpression test : rows.tests()) {
      int key = first + values.size();
      boolean follows =
          key < index.keys().size() && index.isDescending(key) == index.isDescending(first);
      Match match = follows ? index.keys().get(key).match(test, around) : null;
      if (match == null || match.end() == null || (last != null && match.isLow() != last.isLow())) {
        break;
      }
      // NULLs of a further key lie within the range.
      nulls |= last != null && !index.hasNoNulls(key);
      last = match;
      values.addAll(match.end().values());
    }
    if (last == null) {
      return null;
    }
    boolean all = values.size() == rows.tests().size();
    boolean inclusive = !all || last.end().inclusive();
    return Match.bound(rows, new IndexKeys.End(values, inclusive), last.isLow(), all && !nulls);
  }

  /** {@code (a, b) IN (SELECT …)}, where that many keys are its operands in whatever order. */
  private Match anyRow(int first, Subquery any) {
    int count = any.operands().size();
    if (any.kind() != Subquery.Kind.ANY
        || any.correlated()
        || count > index.keys().size() - first
        || Slots.isVolatile(any)) {
      return null;
    }
    List<IndexKeys.Part> parts = new ArrayList<>();
    for (KeyCondition key : index.keys().subList(first, first + count)) {
      key.part(any).ifPresent(parts::add);
    }
    if (parts.stream().map(IndexKeys.Part::column).distinct().count() < count) {
      return null;
    }
    return Match.several(
        any,
        count,
        Math.max(2, planning.estimate(any.query()).rows()),
        () -> new IndexKeys.Key.AnyRow(planning.allRows(any.query()), parts));
  }
}
