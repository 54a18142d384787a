package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements of one batched write. What is of the script stands in them as it was written; keys
 * stand as constants, because a {@code ?} in the script's text would be taken for a parameter. The
 * table keeps its name, or the script's name for it, in every statement, so that {@code orders.id}
 * means what it says; our own names begin with {@code instar_}.
 *
 * <p>A range is {@code (frontier, upper]}; an empty list stands for either end of the table.
 */
final class BatchStatements {
  /**
   * A place so many rows on, by how many there were in a block when the table was last analyzed.
   * Bound: the block to count from, rows, the table's oid.
   */
  static final String PLACE =
      """
      SELECT '(' || x.block || ',0)'
        FROM (SELECT CAST(? AS bigint) + greatest(1, (CAST(? AS int) / CASE
                       WHEN c.relpages > 0 AND c.reltuples > 0
                       THEN greatest(1, c.reltuples / c.relpages) ELSE 100 END)::bigint) AS block,
                     pg_catalog.pg_relation_size(c.oid)
                       / pg_catalog.current_setting('block_size')::bigint AS blocks
                FROM pg_catalog.pg_class c WHERE c.oid::bigint = ?) x
       WHERE x.block < x.blocks
      """;

  private final BatchKey key;

  /** The table as FROM names it. */
  private final String from;

  /** The key's columns under the table's name. */
  private final List<String> columns;

  private final String with;
  private final String head;
  private final String condition;

  /** What a row must fulfil to be written, in a query over the table alone. */
  private final String wanted;

  private BatchStatements(
      BatchKey key,
      String from,
      String name,
      String with,
      String head,
      String sources,
      String condition) {
    this.key = key;
    this.from = from;
    this.columns = key.columns().stream().map(c -> name + "." + Identifiers.quote(c)).toList();
    this.with = with;
    this.head = head;
    this.condition = condition;
    this.wanted =
        sources.isEmpty()
            ? "(" + condition + ")"
            : "EXISTS (SELECT FROM " + sources + " WHERE (" + condition + "))";
  }

  static BatchStatements of(StepAction.Backfill action, BatchKey key) {
    String table = action.table().quoted();
    String set =
        new TreeMap<>(action.assignments())
            .entrySet().stream()
                .map(a -> Identifiers.quote(a.getKey()) + " = (" + a.getValue() + ")")
                .collect(Collectors.joining(", "));
    return new BatchStatements(
        key, table, table, "", "UPDATE " + table + " SET " + set, "", action.predicate());
  }

  static BatchStatements of(StepAction.BatchedWrite action, BatchKey key) {
    String table = action.table().quoted();
    String alias = Identifiers.quote(action.alias());
    return new BatchStatements(
        key,
        action.alias().isEmpty() ? table : table + " AS " + alias,
        action.alias().isEmpty() ? table : alias,
        action.with(),
        action.head(),
        action.sources(),
        action.condition());
  }

  /** The greatest key, as text. */
  String last() {
    return "SELECT %s FROM %s ORDER BY %s LIMIT 1"
        .formatted(list(columns, "::text"), from, list(columns, " DESC"));
  }

  /** The key, as text, so many rows after the frontier, but not beyond {@code last}. */
  String bound(List<String> frontier, List<String> last, int rows) {
    return "SELECT %s FROM %s WHERE %s ORDER BY %s OFFSET %d LIMIT 1"
        .formatted(
            list(columns, "::text"), from, range(frontier, last), list(columns, ""), rows - 1);
  }

  /** The greatest key, as text, after the frontier and before another. */
  String before(List<String> frontier, List<String> other) {
    return "SELECT %s FROM %s WHERE %s AND (%s) < (%s) ORDER BY %s LIMIT 1"
        .formatted(
            list(columns, "::text"),
            from,
            range(frontier, List.of()),
            list(columns, ""),
            constants(other),
            list(columns, " DESC"));
  }

  /**
   * Locks the range's rows in the key's order, without waiting for any, and gives the key, as text,
   * of the first that somebody else holds. The statement sees its rows twice in one snapshot: those
   * that it would write, and those of them that it locked. A row that was changed meanwhile may be
   * given as well; that costs a smaller batch.
   */
  String lock(List<String> frontier, List<String> upper) {
    List<String> names =
        IntStream.rangeClosed(1, columns.size()).mapToObj(i -> "instar_" + i).toList();
    String rows =
        "%sSELECT %s FROM %s WHERE %s AND %s"
            .formatted(with, list(columns, ""), from, range(frontier, upper), wanted);
    return """
    WITH instar_locked (%1$s) AS MATERIALIZED (%2$s ORDER BY %3$s FOR %4$s SKIP LOCKED)
    SELECT %5$s
      FROM ((%2$s) EXCEPT SELECT %1$s FROM instar_locked) AS instar_held (%1$s)
     ORDER BY %1$s LIMIT 1
    """
        .formatted(
            list(names, ""),
            rows,
            list(columns, ""),
            key.keyLock() ? "UPDATE" : "NO KEY UPDATE",
            list(names, "::text"));
  }

  /** Writes the range's rows. */
  String write(List<String> frontier, List<String> upper) {
    return with + head + " WHERE (" + condition + ") AND " + range(frontier, upper);
  }

  /** Whether any row is left that would be written. */
  String remaining() {
    return "%sSELECT EXISTS (SELECT FROM %s WHERE %s)".formatted(with, from, wanted);
  }

  private String range(List<String> frontier, List<String> upper) {
    List<String> bounds = new ArrayList<>();
    if (!frontier.isEmpty()) {
      bounds.add("(" + list(columns, "") + ") > (" + constants(frontier) + ")");
    }
    if (!upper.isEmpty()) {
      bounds.add("(" + list(columns, "") + ") <= (" + constants(upper) + ")");
    }
    return bounds.isEmpty() ? "true" : String.join(" AND ", bounds);
  }

  /** Read by each type's own input, from the text that its output has given. */
  private String constants(List<String> values) {
    return IntStream.range(0, values.size())
        .mapToObj(
            i -> "CAST(" + Identifiers.literal(values.get(i)) + " AS " + key.types().get(i) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String list(List<String> items, String suffix) {
    return items.stream().map(i -> i + suffix).collect(Collectors.joining(", "));
  }
}
