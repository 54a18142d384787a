package dev.instar.samples.bench;

import java.util.List;

/**
 * One thing that was measured, as often as it was.
 *
 * @param scenario which scenario, such as {@code idle}
 * @param what such as {@code ALTER TABLE}
 * @param unit of the values, such as {@code s}
 * @param values in the order in which they were measured; at least one
 */
record Measurement(String scenario, String what, String unit, List<Double> values) {
  Measurement {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(what + " was never measured");
    }
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
