package dev.instar.engine.system.call;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.system.relation.RelationSize;
import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large things are. PostgreSQL's manual, section 9.27.7. */
final class SizeCalls {
  private static final Pattern SIZE =
      Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*([A-Za-z]*)\\s*");

  private SizeCalls() {}

  static void register(Map<String, Answer> answers) {
    answers.put(
        "pg_relation_size",
        (a, call) ->
            relation(a[0], call)
                .map(found -> a.length == 1 || isMain((String) a[1]) ? size(found, call) : 0L)
                .orElse(null));
    answers.put(
        "pg_table_size", (a, call) -> relation(a[0], call).map(t -> size(t, call)).orElse(null));
    answers.put(
        "pg_indexes_size",
        (a, call) -> relation(a[0], call).map(t -> indexes(t, call)).orElse(null));
    answers.put(
        "pg_total_relation_size",
        (a, call) -> relation(a[0], call).map(t -> size(t, call) + indexes(t, call)).orElse(null));
    answers.put("pg_database_size_oid", (a, call) -> database(call));
    answers.put("pg_database_size_name", (a, call) -> database(call));
    answers.put("pg_tablespace_size_oid", (a, call) -> database(call));
    answers.put("pg_tablespace_size_name", (a, call) -> database(call));
    answers.put("pg_tablespace_location", (a, call) -> "");
    answers.put("pg_relation_filenode", (a, call) -> fileNode(a[0], call));
    answers.put(
        "pg_relation_filepath",
        (a, call) -> {
          Long node = fileNode(a[0], call);
          return node == null
              ? null
              : "base/" + Integer.toUnsignedString(call.context().database()) + "/" + node;
        });
    answers.put("pg_size_pretty", (a, call) -> pretty((Long) a[0]));
    answers.put(
        "pg_size_pretty_numeric",
        (a, call) ->
            pretty(((Numeric) a[0]).value().setScale(0, RoundingMode.HALF_UP).longValueExact()));
    answers.put("pg_size_bytes", (a, call) -> bytes((String) a[0]));
  }

  private static Optional<Relation> relation(Object oid, Call call) {
    return Names.object(call.context(), Relation.class, Call.oid(oid));
  }

  private static boolean isMain(String fork) {
    return switch (fork) {
      case "main" -> true;
      case "fsm", "vm", "init" -> false;
      default ->
          throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "invalid fork name")
              .with(
                  SqlException.Field.HINT,
                  "Valid fork names are \"main\", \"fsm\", \"vm\", and \"init\".");
    };
  }

  private static long size(Relation relation, Call call) {
    return RelationSize.of(call.context(), relation).bytes();
  }

  private static long indexes(Relation relation, Call call) {
    long sum = 0;
    for (Index index : call.catalog().indexes(relation.oid())) {
      sum += size(index, call);
    }
    return sum;
  }

  private static Long database(Call call) {
    long sum = 0;
    for (Relation relation : call.catalog().all(Relation.class)) {
      sum += size(relation, call);
    }
    return sum;
  }

  private static Long fileNode(Object oid, Call call) {
    return relation(oid, call)
        .map(
            found ->
                switch (found) {
                  case Table table -> (Long) table.storage();
                  case Index index -> (Long) index.storage();
                  case dev.instar.engine.catalog.Sequence sequence -> (Long) sequence.storage();
                  case dev.instar.engine.catalog.View view -> null;
                })
        .orElse(null);
  }

  /** A unit, and below what it is used. */
  private enum Unit {
    BYTES("bytes", 10 * 1024, 0),
    KB("kB", 20 * 1024 - 1, 10),
    MB("MB", 20 * 1024 - 1, 20),
    GB("GB", 20 * 1024 - 1, 30),
    TB("TB", 20 * 1024 - 1, 40),
    PB("PB", Long.MAX_VALUE, 50);

    private final String text;
    private final long limit;
    private final int bits;

    Unit(String text, long limit, int bits) {
      this.text = text;
      this.limit = limit;
      this.bits = bits;
    }
  }

  /** With one bit more than the unit has, so that it can be rounded by half. */
  private static String pretty(long bytes) {
    long size = bytes;
    int shifted = 0;
    for (Unit unit : Unit.values()) {
      boolean halves = unit != Unit.BYTES;
      int shift = unit.bits - (halves ? 1 : 0) - shifted;
      size /= 1L << shift;
      shifted += shift;
      if (Math.abs(size) < unit.limit) {
        long shown = halves ? (size + (size < 0 ? -1 : 1)) / 2 : size;
        return shown + " " + unit.text;
      }
    }
    throw new IllegalStateException(Long.toString(bytes));
  }

  private static Long bytes(String text) {
    Matcher parts = SIZE.matcher(text);
    if (!parts.matches()) {
      throw invalid(text);
    }
    String unit = parts.group(2).toUpperCase(Locale.ROOT);
    int bits =
        switch (unit) {
          case "", "B", "BYTES" -> 0;
          case "KB" -> 10;
          case "MB" -> 20;
          case "GB" -> 30;
          case "TB" -> 40;
          case "PB" -> 50;
          default ->
              throw invalid(text)
                  .with(SqlException.Field.DETAIL, "Invalid size unit: \"" + parts.group(2) + "\".")
                  .with(
                      SqlException.Field.HINT,
                      "Valid units are \"bytes\", \"B\", \"kB\", \"MB\", \"GB\", \"TB\", and"
                          + " \"PB\".");
        };
    return new BigDecimal(parts.group(1))
        .multiply(BigDecimal.valueOf(1L << bits))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static SqlException invalid(String text) {
    return new SqlException(SqlState.INVALID_PARAMETER_VALUE, "invalid size: \"" + text + "\"");
  }
}
