package dev.instar.migrator.throttle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user asks of the throttle.
 *
 * @param maxRowsPerSecond what copying and applying may write together; empty for no bound
 * @param nice how long bulk work rests for each second it was busy; 0 never rests; empty adapts to
 *     how busy others are
 * @param maxLoad limits above which work slows down, as {@link LoadLimits} reads them
 * @param criticalLoad limits above which the run stops, to be resumed later
 */
public record ThrottleSettings(
    OptionalLong maxRowsPerSecond, OptionalDouble nice, String maxLoad, String criticalLoad) {
  /** No bounds; yields to others. */
  public static final ThrottleSettings DEFAULT =
      new ThrottleSettings(OptionalLong.empty(), OptionalDouble.empty(), "", "");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KNOWN =
      Set.of("maxRowsPerSecond", "nice", "maxLoad", "criticalLoad");

  /** Throws MigrationException with USAGE if a value is out of range or limits cannot be read. */
  public ThrottleSettings {
    Objects.requireNonNull(maxRowsPerSecond, "maxRowsPerSecond");
    Objects.requireNonNull(nice, "nice");
    if (maxRowsPerSecond.isPresent() && maxRowsPerSecond.getAsLong() < 1) {
      throw usage("maxRowsPerSecond must be 1 or more");
    }
    if (nice.isPresent() && !(nice.getAsDouble() >= 0 && nice.getAsDouble() <= 1_000)) {
      throw usage("nice must be between 0 and 1000");
    }
    LoadLimits.parse(maxLoad);
    LoadLimits.parse(criticalLoad);
  }

  /**
   * These settings with those changed that a JSON object names, as the control table holds it:
   * {@code {"maxRowsPerSecond": 5000, "nice": 0.5, "maxLoad": "replica_lag=5s", "criticalLoad":
   * ""}}. A null takes a bound away.
   *
   * @throws MigrationException with USAGE if it is not such an object
   */
  public ThrottleSettings with(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw usage("not JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw usage("not a JSON object: " + json);
    }
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw usage("unknown settings " + unknown);
    }
    return new ThrottleSettings(
        node.has("maxRowsPerSecond")
            ? number(node, "maxRowsPerSecond").isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of((long) number(node, "maxRowsPerSecond").getAsDouble())
            : maxRowsPerSecond,
        node.has("nice") ? number(node, "nice") : nice,
        text(node, "maxLoad", maxLoad),
        text(node, "criticalLoad", criticalLoad));
  }

  private static OptionalDouble number(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw usage(name + " must be a number");
    }
    return OptionalDouble.of(value.asDouble());
  }

  private static String text(JsonNode node, String name, String current) {
    JsonNode value = node.get(name);
    if (value == null) {
      return current;
    }
    if (value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw usage(name + " must be a text");
    }
    return value.asText();
  }

  /** The JSON object that {@link #with} turns any settings into these with. */
  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    if (maxRowsPerSecond.isPresent()) {
      node.put("maxRowsPerSecond", maxRowsPerSecond.getAsLong());
    } else {
      node.putNull("maxRowsPerSecond");
    }
    if (nice.isPresent()) {
      node.put("nice", nice.getAsDouble());
    } else {
      node.putNull("nice");
    }
    node.put("maxLoad", maxLoad);
    node.put("criticalLoad", criticalLoad);
    return node.toString();
  }

  private static MigrationException usage(String message) {
    return new MigrationException(
        ErrorCode.USAGE, "throttle: " + message, "See \"instar throttle --help\".");
  }
}
