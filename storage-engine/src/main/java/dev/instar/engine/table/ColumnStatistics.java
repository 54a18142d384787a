package dev.instar.engine.table;

import dev.instar.engine.evaluation.ValueOrder;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What ANALYZE knows of a column; as {@code pg_statistic}. Immutable.
 *
 * @param nullFraction of all rows
 * @param averageWidth of a value that is not null, in bytes
 * @param distinct how many different values there are; negative for a multiple of the rows
 * @param commonValues the most common ones, the most common first
 * @param commonFrequencies of all rows, one for each of them
 * @param bounds those that divide the other values into parts of equal number, in order; empty if
 *     there are too few
 * @param correlation between the order of the values and that of the rows, -1 to 1
 * @param order of the column's values
 */
public record ColumnStatistics(
    double nullFraction,
    int averageWidth,
    double distinct,
    List<Object> commonValues,
    List<Double> commonFrequencies,
    List<Object> bounds,
    OptionalDouble correlation,
    ValueOrder order) {
  public ColumnStatistics {
    commonValues = List.copyOf(commonValues);
    commonFrequencies = List.copyOf(commonFrequencies);
    bounds = List.copyOf(bounds);
  }

  /** Different values among so many rows. */
  public double distinctOf(double rows) {
    return Math.max(1, distinct < 0 ? -distinct * rows : distinct);
  }

  /** The rows that have one of {@link #commonValues}; of all. */
  public double commonFraction() {
    return commonFrequencies.stream().mapToDouble(f -> f).sum();
  }
}
