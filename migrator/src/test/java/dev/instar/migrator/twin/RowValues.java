package dev.instar.migrator.twin;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random values for the columns of {@link TwinTable#COLUMNS}, in the server's text form. */
final class RowValues {
  /**
   * Above the two kilobytes from which PostgreSQL stores a value out of line, compressed or not.
   */
  private static final int LARGE_BYTES_MIN = 3_000;

  private static final int LARGE_BYTES_MAX = 12_000;
  private static final String[] NOTES = {
    "", "x", "NULL", "O'Brien", "back\\slash", "{\"a\"}", "naïve", "日本語", "🙂", "a\tb\nc", "%s ?"
  };
  private static final String[] NUMBERS = {
    "0", "1.0", "1.00", "-0.001", "NaN", "99999999999999999999999.999999999", "1e-20", "-7"
  };
  private static final String[] RATIOS = {
    "0", "-0", "NaN", "Infinity", "-Infinity", "0.1", "1e-300", "3.0000000000000004"
  };

  private RowValues() {}

  /** NULL one time in five, otherwise {@link #present}. */
  static String any(String column, RandomGenerator random) {
    return random.nextInt(5) == 0 ? null : present(column, random);
  }

  static String present(String column, RandomGenerator random) {
    return switch (TwinTable.COLUMNS.get(column)) {
      case "integer" -> Integer.toString(random.nextInt());
      case "numeric" -> pick(NUMBERS, random);
      case "jsonb" ->
          "{\"n\": %d, \"s\": \"%s\", \"l\": [1, 1.0, null, true]}"
              .formatted(random.nextInt(1000), random.nextBoolean() ? "ä" : "\\\"");
      case "timestamp with time zone" ->
          "2024-0%d-28 0%d:30:00.%06d+0%d"
              .formatted(
                  1 + random.nextInt(9),
                  random.nextInt(10),
                  random.nextInt(1_000_000),
                  random.nextInt(3));
      case "boolean" -> Boolean.toString(random.nextBoolean());
      case "double precision" -> pick(RATIOS, random);
      case "text[]" -> random.nextBoolean() ? "{}" : "{a,NULL,\"b,c\",\"\\\"\"}";
      case "text" ->
          column.equals("payload") && random.nextInt(20) == 0
              ? large(random)
              : pick(NOTES, random) + random.nextInt(100);
      case "bytea" -> "\\x" + HexFormat.of().formatHex(bytes(random.nextInt(40), random));
      case String type -> throw new AssertionError("no values for " + type);
    };
  }

  /** Text that does not compress, so that it is stored out of line. */
  static String large(RandomGenerator random) {
    int size = random.nextInt(LARGE_BYTES_MIN, LARGE_BYTES_MAX);
    return Base64.getEncoder().encodeToString(bytes(size, random));
  }

  /** Values for all columns, in their order. */
  static List<String> row(RandomGenerator random) {
    List<String> values = new ArrayList<>();
    for (String column : TwinTable.COLUMNS.keySet()) {
      values.add(any(column, random));
    }
    return values;
  }

  private static byte[] bytes(int size, RandomGenerator random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String pick(String[] from, RandomGenerator random) {
    return from[random.nextInt(from.length)];
  }
}
