package dev.instar.engine.define;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What WITH (…) and SET (…) may say of a table, an index or a view. They are kept and shown; of all
 * of them only those of autovacuum mean something here.
 */
public final class StorageOptions {
  private static final Set<String> BOOLEANS =
      Set.of(
          "autovacuum_enabled",
          "vacuum_truncate",
          "user_catalog_table",
          "deduplicate_items",
          "security_barrier",
          "security_invoker");

  private static final Map<String, BigDecimal[]> NUMBERS =
      Map.ofEntries(
          range("fillfactor", 10, 100),
          range("toast_tuple_target", 128, 8160),
          range("parallel_workers", 0, 1024),
          range("autovacuum_vacuum_threshold", 0, Integer.MAX_VALUE),
          range("autovacuum_vacuum_insert_threshold", -1, Integer.MAX_VALUE),
          range("autovacuum_analyze_threshold", 0, Integer.MAX_VALUE),
          range("autovacuum_vacuum_cost_limit", 1, 10_000),
          range("autovacuum_vacuum_cost_delay", 0, 100),
          range("autovacuum_vacuum_scale_factor", 0, 100),
          range("autovacuum_vacuum_insert_scale_factor", 0, 100),
          range("autovacuum_analyze_scale_factor", 0, 100),
          range("autovacuum_freeze_min_age", 0, 1_000_000_000),
          range("autovacuum_freeze_max_age", 100_000, 2_000_000_000),
          range("autovacuum_freeze_table_age", 0, 2_000_000_000),
          range("autovacuum_multixact_freeze_min_age", 0, 1_000_000_000),
          range("autovacuum_multixact_freeze_max_age", 10_000, 2_000_000_000),
          range("autovacuum_multixact_freeze_table_age", 0, 2_000_000_000),
          range("log_autovacuum_min_duration", -1, Integer.MAX_VALUE));

  private static final Set<String> WORDS = Set.of("vacuum_index_cleanup", "check_option");

  private static final Set<String> OF_INDEXES = Set.of("fillfactor", "deduplicate_items");

  private static final Set<String> OF_VIEWS =
      Set.of("security_barrier", "security_invoker", "check_option");

  private static final String OF_TOAST = "toast.";

  private StorageOptions() {}

  /** What the options are of. */
  public enum Kind {
    TABLE,
    INDEX,
    VIEW
  }

  private static Map.Entry<String, BigDecimal[]> range(String name, long low, long high) {
    return Map.entry(name, new BigDecimal[] {BigDecimal.valueOf(low), BigDecimal.valueOf(high)});
  }

  /**
   * The same options.
   *
   * @throws SqlException 22023 if one is not known or has a value that it cannot have
   */
  public static Map<String, String> checked(Kind kind, Map<String, String> options) {
    options.forEach((name, value) -> check(kind, name, value));
    return options;
  }

  private static void check(Kind kind, String written, String value) {
    boolean toast = kind == Kind.TABLE && written.startsWith(OF_TOAST);
    String name = toast ? written.substring(OF_TOAST.length()) : written;
    if (!isKnown(kind, name)) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "unrecognized parameter \"" + written + "\"");
    }
    if (BOOLEANS.contains(name)) {
      checkBoolean(name, value);
    } else if (NUMBERS.containsKey(name)) {
      checkNumber(name, value);
    }
  }

  private static boolean isKnown(Kind kind, String name) {
    return switch (kind) {
      case INDEX -> OF_INDEXES.contains(name);
      case VIEW -> OF_VIEWS.contains(name);
      case TABLE ->
          !OF_VIEWS.contains(name)
              && !name.equals("deduplicate_items")
              && (BOOLEANS.contains(name) || NUMBERS.containsKey(name) || WORDS.contains(name));
    };
  }

  private static void checkBoolean(String name, String value) {
    switch (value.toLowerCase(Locale.ROOT)) {
      case "", "true", "false", "on", "off", "yes", "no", "1", "0", "t", "f" -> {}
      default ->
          throw new SqlException(
              SqlState.INVALID_PARAMETER_VALUE,
              "invalid value for boolean option \"" + name + "\": " + value);
    }
  }

  private static void checkNumber(String name, String value) {
    BigDecimal number;
    try {
      number = new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid value for integer option \"" + name + "\": " + value,
          e);
    }
    BigDecimal low = NUMBERS.get(name)[0];
    BigDecimal high = NUMBERS.get(name)[1];
    if (number.compareTo(low) < 0 || number.compareTo(high) > 0) {
      throw new SqlException(
              SqlState.INVALID_PARAMETER_VALUE,
              "value " + value + " out of bounds for option \"" + name + "\"")
          .with(Field.DETAIL, "Valid values are between \"" + low + "\" and \"" + high + "\".");
    }
  }
}
