package dev.instar.engine.plan;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.UtilityOption;
import java.util.List;
import java.util.Locale;

/**
 * The options of EXPLAIN.
 *
 * @param analyze whether the statement is run and measured
 * @param summary whether the times of planning and execution are shown
 */
public record ExplainOptions(
    boolean analyze, boolean costs, boolean timing, boolean summary, Format format) {
  /** What the answer looks like. */
  public enum Format {
    TEXT,
    JSON
  }

  /**
   * @throws SqlException 42601, 22023, or 0A000 for what is not supported
   */
  public static ExplainOptions of(List<UtilityOption> options) {
    boolean analyze = false;
    boolean costs = true;
    Boolean timing = null;
    Boolean summary = null;
    Format format = Format.TEXT;
    for (UtilityOption option : options) {
      switch (option.name()) {
        case "analyze" -> analyze = flag(option);
        case "costs" -> costs = flag(option);
        case "timing" -> timing = flag(option);
        case "summary" -> summary = flag(option);
        case "verbose", "buffers", "settings", "wal", "memory", "serialize", "generic_plan" -> {
          if (isOn(option)) {
            throw SqlException.unsupported(
                "EXPLAIN option " + option.name().toUpperCase(Locale.ROOT));
          }
        }
        case "format" -> format = format(option.value().orElse(""));
        default ->
            throw new SqlException(
                SqlState.SYNTAX_ERROR, "unrecognized EXPLAIN option \"" + option.name() + "\"");
      }
    }
    if (timing != null && timing && !analyze) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "EXPLAIN option TIMING requires ANALYZE");
    }
    return new ExplainOptions(
        analyze, costs, timing == null || timing, summary == null ? analyze : summary, format);
  }

  private static boolean isOn(UtilityOption option) {
    return option.value().map(v -> !v.equalsIgnoreCase("none")).orElse(true) && flagOrText(option);
  }

  private static boolean flagOrText(UtilityOption option) {
    return switch (option.value().orElse("on").toLowerCase(Locale.ROOT)) {
      case "off", "false", "0" -> false;
      default -> true;
    };
  }

  private static boolean flag(UtilityOption option) {
    return switch (option.value().orElse("on").toLowerCase(Locale.ROOT)) {
      case "on", "true", "1" -> true;
      case "off", "false", "0" -> false;
      default ->
          throw new SqlException(
              SqlState.SYNTAX_ERROR, option.name() + " requires a Boolean value");
    };
  }

  private static Format format(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "text" -> Format.TEXT;
      case "json" -> Format.JSON;
      case "xml", "yaml" ->
          throw SqlException.unsupported("EXPLAIN format " + name.toUpperCase(Locale.ROOT));
      default ->
          throw new SqlException(
              SqlState.INVALID_PARAMETER_VALUE,
              "unrecognized value for EXPLAIN option \"format\": \"" + name + "\"");
    };
  }
}
