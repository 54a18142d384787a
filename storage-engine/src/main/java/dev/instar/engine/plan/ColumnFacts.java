package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Comparison;
import dev.instar.engine.table.ColumnStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a plan is made by about one column of a table: its statistics, or what follows from its
 * constraints. PostgreSQL's {@code selfuncs.c} is the source of the estimates. Immutable.
 *
 * @param rows of the table
 * @param unique whether an index keeps its values different
 */
record ColumnFacts(Optional<ColumnStatistics> statistics, double rows, boolean unique) {
  /** {@code DEFAULT_NUM_DISTINCT}. */
  static final double DISTINCT_VALUES = 200;

  /** {@code DEFAULT_UNK_SEL}. */
  private static final double NULLS = 0.005;

  boolean isKnown() {
    return unique || statistics.isPresent();
  }

  double nulls() {
    return statistics.map(ColumnStatistics::nullFraction).orElse(unique ? 0 : NULLS);
  }

  double distinct() {
    if (unique) {
      return Math.max(1, rows);
    }
    return statistics
        .map(s -> s.distinctOf(rows))
        .orElse(Math.max(1, Math.min(rows, DISTINCT_VALUES)));
  }

  /** Rows that have some value, of which it is not known which. */
  double equalToSome() {
    return (1 - nulls()) / distinct();
  }

  /** Rows that have this value. */
  double equalTo(Object value) {
    if (unique || statistics.isEmpty()) {
      return equalToSome();
    }
    ColumnStatistics known = statistics.get();
    for (int i = 0; i < known.commonValues().size(); i++) {
      Integer order = compare(known.commonValues().get(i), value);
      if (order == null) {
        return equalToSome();
      }
      if (order == 0) {
        return known.commonFrequencies().get(i);
      }
    }
    double others = distinct() - known.commonValues().size();
    double left = Math.max(0, 1 - nulls() - known.commonFraction());
    double each = others < 1 ? 0 : left / others;
    List<Double> frequencies = known.commonFrequencies();
    // No value that is not a common one is more frequent than any of those.
    return Math.max(
        1 / Math.max(1, rows),
        frequencies.isEmpty() ? each : Math.min(each, frequencies.getLast()));
  }

  /** Rows whose value compares so with this one; empty where nothing is known. */
  OptionalDouble compared(Comparison comparison, Object value) {
    if (statistics.isEmpty()) {
      return OptionalDouble.empty();
    }
    ColumnStatistics known = statistics.get();
    double common = 0;
    for (int i = 0; i < known.commonValues().size(); i++) {
      Integer order = compare(known.commonValues().get(i), value);
      if (order == null) {
        return OptionalDouble.empty();
      }
      common += comparison.holds(order) ? known.commonFrequencies().get(i) : 0;
    }
    double left = Math.max(0, 1 - nulls() - known.commonFraction());
    if (known.bounds().isEmpty()) {
      return known.commonValues().isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(common + left / 3);
    }
    OptionalDouble below = below(known.bounds(), value);
    if (below.isEmpty()) {
      return OptionalDouble.empty();
    }
    boolean less = comparison == Comparison.LESS || comparison == Comparison.AT_MOST;
    double part = less ? below.getAsDouble() : 1 - below.getAsDouble();
    return OptionalDouble.of(Math.clamp(common + left * part, 1 / Math.max(1, rows), 1));
  }

  /** Which part of the values between the bounds is below this one. */
  private OptionalDouble below(List<Object> bounds, Object value) {
    int at = 0;
    while (at < bounds.size()) {
      Integer order = compare(bounds.get(at), value);
      if (order == null) {
        return OptionalDouble.empty();
      }
      if (order >= 0) {
        break;
      }
      at++;
    }
    if (at == 0) {
      return OptionalDouble.of(0);
    }
    if (at == bounds.size()) {
      return OptionalDouble.of(1);
    }
    return OptionalDouble.of(
        (at - 1 + within(bounds.get(at - 1), bounds.get(at), value)) / (bounds.size() - 1));
  }

  private static double within(Object low, Object high, Object value) {
    if (low instanceof Number a && high instanceof Number b && value instanceof Number v) {
      double width = b.doubleValue() - a.doubleValue();
      return width <= 0 ? 0.5 : Math.clamp((v.doubleValue() - a.doubleValue()) / width, 0, 1);
    }
    return 0.5;
  }

  /** Null where the two are of different kinds. */
  private Integer compare(Object known, Object value) {
    if (isWhole(known) && isWhole(value)) {
      return Long.compare(((Number) known).longValue(), ((Number) value).longValue());
    }
    return known.getClass().equals(value.getClass())
        ? Integer.valueOf(statistics.orElseThrow().order().compare(known, value))
        : null;
  }

  private static boolean isWhole(Object value) {
    return value instanceof Integer || value instanceof Long || value instanceof Short;
  }

  /** Pairs of rows of two columns with the same value, of all pairs. */
  static double equal(ColumnFacts a, ColumnFacts b) {
    double nulls = (1 - a.nulls()) * (1 - b.nulls());
    double plain = nulls / Math.max(a.distinct(), b.distinct());
    if (a.statistics.isEmpty() || b.statistics.isEmpty()) {
      return plain;
    }
    ColumnStatistics left = a.statistics.get();
    ColumnStatistics right = b.statistics.get();
    if (left.commonValues().isEmpty() || right.commonValues().isEmpty()) {
      return plain;
    }
    double matched = 0;
    double leftMatched = 0;
    double rightMatched = 0;
    int matches = 0;
    for (int i = 0; i < left.commonValues().size(); i++) {
      for (int j = 0; j < right.commonValues().size(); j++) {
        Integer order = a.compare(left.commonValues().get(i), right.commonValues().get(j));
        if (order != null && order == 0) {
          matched += left.commonFrequencies().get(i) * right.commonFrequencies().get(j);
          leftMatched += left.commonFrequencies().get(i);
          rightMatched += right.commonFrequencies().get(j);
          matches++;
          break;
        }
      }
    }
    // Common values without a common partner meet the others, and those meet each other.
    double leftOther = Math.max(0, 1 - a.nulls() - left.commonFraction());
    double rightOther = Math.max(0, 1 - b.nulls() - right.commonFraction());
    double leftLoose = left.commonFraction() - leftMatched;
    double rightLoose = right.commonFraction() - rightMatched;
    double leftCount = Math.max(1, a.distinct() - matches);
    double rightCount = Math.max(1, b.distinct() - matches);
    double fromLeft =
        matched
            + leftLoose * rightOther / Math.max(1, b.distinct() - right.commonValues().size())
            + leftOther * (rightOther + rightLoose) / rightCount;
    double fromRight =
        matched
            + rightLoose * leftOther / Math.max(1, a.distinct() - left.commonValues().size())
            + rightOther * (leftOther + leftLoose) / leftCount;
    return Math.clamp(Math.min(fromLeft, fromRight), 0, 1);
  }
}
