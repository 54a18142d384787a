package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements of one backfill. Expressions and predicate are the script's text over the table's
 * columns; the table stands in no statement under another name, so that {@code orders.id} means
 * what it says, and our own names begin with {@code instar_}.
 */
final class BackfillStatements {
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

  private final StepAction.Backfill action;
  private final BackfillKey key;
  private final String table;
  private final String columns;

  BackfillStatements(StepAction.Backfill action, BackfillKey key) {
    this.action = action;
    this.key = key;
    this.table = action.table().quoted();
    this.columns = key.columns().stream().map(this::column).collect(Collectors.joining(", "));
  }

  /** The key, as text, so many rows after the frontier. Bound: frontier, offset. */
  String bound(boolean frontier) {
    String texts =
        key.columns().stream().map(c -> column(c) + "::text").collect(Collectors.joining(", "));
    return "SELECT %s FROM %s WHERE %s ORDER BY %s OFFSET ? LIMIT 1"
        .formatted(texts, table, range(frontier, false), columns);
  }

  /**
   * Locks the range's rows in the key's order and updates them. Rows that somebody else has locked
   * are passed over: a batch never waits for a row while it holds others, so that there is no
   * deadlock with the application. Bound: frontier, upper end.
   */
  String update(boolean frontier, boolean upper) {
    return update(frontier, upper, "SKIP LOCKED");
  }

  /**
   * Waits for the first row that is left in the range, and updates it. Bound: frontier, upper end.
   */
  String updateFirst(boolean frontier, boolean upper) {
    return update(frontier, upper, "");
  }

  private String update(boolean frontier, boolean upper, String locked) {
    List<String> names =
        IntStream.rangeClosed(1, key.columns().size()).mapToObj(i -> "instar_" + i).toList();
    List<String> join = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      join.add(column(key.columns().get(i)) + " = instar_locked." + names.get(i));
    }
    Map<String, String> assignments = new TreeMap<>(action.assignments());
    String set =
        assignments.entrySet().stream()
            .map(a -> Identifiers.quote(a.getKey()) + " = (" + a.getValue() + ")")
            .collect(Collectors.joining(", "));
    return """
    WITH instar_locked (%s) AS MATERIALIZED (
      SELECT %s FROM %s WHERE %s AND (%s) ORDER BY %s%s FOR %s %s)
    UPDATE %s SET %s FROM instar_locked WHERE %s AND (%s)
    """
        .formatted(
            String.join(", ", names),
            columns,
            table,
            range(frontier, upper),
            action.predicate(),
            columns,
            locked.isEmpty() ? " LIMIT 1" : "",
            key.assignedInUniqueIndex() ? "UPDATE" : "NO KEY UPDATE",
            locked,
            table,
            set,
            String.join(" AND ", join),
            action.predicate());
  }

  /** Whether a row in the range is still to be done by another transaction. Bound as above. */
  String remaining(boolean frontier, boolean upper) {
    return "SELECT EXISTS (SELECT FROM %s WHERE %s AND (%s) AND %s.xmin <> pg_catalog.pg_current_xact_id()::xid)"
        .formatted(table, range(frontier, upper), action.predicate(), table);
  }

  private String range(boolean frontier, boolean upper) {
    List<String> bounds = new ArrayList<>();
    if (frontier) {
      bounds.add("(" + columns + ") > (" + parameters() + ")");
    }
    if (upper) {
      bounds.add("(" + columns + ") <= (" + parameters() + ")");
    }
    return bounds.isEmpty() ? "true" : String.join(" AND ", bounds);
  }

  private String parameters() {
    return key.types().stream().map(t -> "CAST(? AS " + t + ")").collect(Collectors.joining(", "));
  }

  private String column(String name) {
    return table + "." + Identifiers.quote(name);
  }
}
