package dev.instar.samples.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that was measured, in the order of its first value. Used by one thread. */
final class Measurements {
  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private final Map<String, Measurement> described = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

  /** Notes a setting that the numbers depend on. */
  void setting(String name, String value) {
    settings.put(name, value);
  }

  void add(String scenario, String what, String unit, double value) {
    String key = scenario + "\n" + what;
    List<Double> all = values.computeIfAbsent(key, k -> new ArrayList<>());
    all.add(value);
    described.put(key, new Measurement(scenario, what, unit, all));
  }

  /** A count, below 2^53. */
  void add(String scenario, String what, String unit, long count) {
    add(scenario, what, unit, (double) count);
  }

  /** Notes the quotient of two medians of one scenario. */
  void ratio(String scenario, String what, String numerator, String denominator) {
    double quotient = get(scenario, numerator).median() / get(scenario, denominator).median();
    add(scenario, what, "×", quotient);
  }

  boolean has(String scenario, String what) {
    return described.containsKey(scenario + "\n" + what);
  }

  Measurement get(String scenario, String what) {
    Measurement found = described.get(scenario + "\n" + what);
    if (found == null) {
      throw new IllegalArgumentException(scenario + ": " + what + " was not measured");
    }
    return found;
  }

  /** A table for people, within 80 columns. */
  String table() {
    StringBuilder text = new StringBuilder();
    String scenario = "";
    for (Measurement measurement : described.values()) {
      if (!measurement.scenario().equals(scenario)) {
        scenario = measurement.scenario();
        text.append(scenario).append('\n');
      }
      text.append(
          String.format(
              Locale.ROOT,
              "  %-42s %10s %-8s %s%n",
              measurement.what(),
              number(measurement.median()),
              measurement.unit(),
              spread(measurement)));
    }
    return text.toString();
  }

  private static String spread(Measurement measurement) {
    if (measurement.values().size() == 1) {
      return "";
    }
    double least = measurement.values().stream().mapToDouble(v -> v).min().orElseThrow();
    double most = measurement.values().stream().mapToDouble(v -> v).max().orElseThrow();
    return number(least) + "–" + number(most);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 1000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** The settings and every raw number. */
  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ObjectNode environment = root.putObject("settings");
    settings.forEach(environment::put);
    ArrayNode all = root.putArray("measurements");
    for (Measurement measurement : described.values()) {
      ObjectNode one =
          all.addObject()
              .put("scenario", measurement.scenario())
              .put("what", measurement.what())
              .put("unit", measurement.unit())
              .put("median", measurement.median());
      ArrayNode raw = one.putArray("values");
      measurement.values().forEach(raw::add);
    }
    return root;
  }
}
