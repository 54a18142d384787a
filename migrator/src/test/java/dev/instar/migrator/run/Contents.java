package dev.instar.migrator.run;

import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.plan.CatalogDump;
import dev.instar.migrator.postgresql.shape.CatalogFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is in a database, but for Instar's own state: everything that its catalog says, and the rows
 * of every table.
 *
 * @param catalog a line for each fact
 * @param given the last number that each sequence gave, 0 for none
 * @param numbered the columns that have a sequence of their own, each with its sequence
 * @param columns the values of each column, sorted
 * @param rows the rows of each table, sorted, each column with its name
 */
record Contents(
    List<String> catalog,
    Map<String, Long> given,
    Map<String, String> numbered,
    Map<String, List<String>> columns,
    Map<String, List<Map<String, String>>> rows) {
  private static final String RELATIONS =
      """
      SELECT c.oid, format('%I.%I', n.nspname, c.relname), c.relkind
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'instar')
        AND c.relkind IN ('r', 'p', 'v', 'm')
      ORDER BY 2
      """;

  /** What a migration could leave behind beside tables. */
  private static final String LEFT =
      """
      SELECT 'schema', nspname FROM pg_namespace WHERE nspname ~ '^instar_'
      UNION ALL
      SELECT 'slot', slot_name FROM pg_replication_slots WHERE database = current_database()
      UNION ALL
      SELECT 'event trigger', evtname FROM pg_event_trigger
      UNION ALL
      SELECT 'origin', roname FROM pg_replication_origin
      UNION ALL
      SELECT 'privileges of ' || s.nspname, concat_ws(' ', a.privilege_type, a.grantee::regrole,
             a.is_grantable)
        FROM pg_namespace s, aclexplode(coalesce(s.nspacl, acldefault('n', s.nspowner))) a
       WHERE s.nspname !~ '^(pg_|instar)'
      UNION ALL
      SELECT 'depends', concat_ws(' ', pg_describe_object(d.classid, d.objid, d.objsubid), 'on',
             pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid), d.deptype)
        FROM pg_depend d JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname !~ '^(pg_|instar)' AND n.nspname <> 'information_schema'
      """;

  private static final String NUMBERED =
      """
      SELECT s.seqrelid::regclass,
             CASE WHEN c.oid IS NOT NULL THEN format('%I.%I.%s', n.nspname, c.relname, a.attname) END,
             coalesce(pg_sequence_last_value(s.seqrelid), 0)
      FROM pg_sequence s
      LEFT JOIN (pg_depend d
                 JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                 JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace)
             ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i')
      WHERE s.seqrelid::regclass::text !~ '^instar'
      """;

  static Contents of(TestDatabase database) throws SQLException {
    Map<String, Long> given = new TreeMap<>();
    Map<String, String> numbered = new TreeMap<>();
    for (String row : database.rows(NUMBERED)) {
      String[] parts = row.split("\\|");
      given.put(parts[0], Long.valueOf(parts[2]));
      if (!parts[1].equals("null")) {
        numbered.put(parts[1], parts[0]);
      }
    }
    List<String> catalog =
        new ArrayList<>(
            CatalogDump.of(database).stream()
                // Its last column is the last number.
                .map(l -> l.startsWith("sequence|") ? l.substring(0, l.lastIndexOf('|')) : l)
                .toList());
    catalog.addAll(database.rows(LEFT).stream().sorted().toList());
    Map<String, List<String>> columns = new TreeMap<>();
    Map<String, List<Map<String, String>>> rows = new TreeMap<>();
    try (Connection connection = database.sessions().open("test")) {
      for (String relation : database.rows(RELATIONS)) {
        String[] parts = relation.split("\\|");
        CatalogFacts.of(connection, Long.parseLong(parts[0]))
            .lines()
            .forEach((path, value) -> catalog.add(parts[1] + ": " + path + " = " + value));
        if (parts[2].equals("r")) {
          rows(database, parts[1], columns, rows);
        }
      }
    }
    return new Contents(catalog, given, numbered, columns, rows);
  }

  private static void rows(
      TestDatabase database,
      String table,
      Map<String, List<String>> columns,
      Map<String, List<Map<String, String>>> rows)
      throws SQLException {
    List<String> names =
        database.rows(
            "SELECT attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid ="
                + " '%s'::regclass".formatted(table));
    List<Map<String, String>> found = new ArrayList<>();
    int count = Integer.parseInt(database.value("SELECT count(*) FROM ONLY " + table));
    for (int i = 0; i < count; i++) {
      found.add(new TreeMap<>());
    }
    for (String name : names) {
      List<String> values =
          database.rows("SELECT \"%s\"::text FROM ONLY %s ORDER BY ctid".formatted(name, table));
      columns.put(table + "." + name, values.stream().sorted().toList());
      for (int i = 0; i < count; i++) {
        found.get(i).put(name, values.get(i));
      }
    }
    rows.put(table, found);
  }

  /** The columns whose values the other has not: what now() and its like have given. */
  Set<String> volatileBeside(Contents other) {
    Set<String> different = new HashSet<>(columns.keySet());
    different.removeIf(c -> columns.get(c).equals(other.columns.get(c)));
    return different;
  }

  /**
   * The columns whose numbers the other need not have: transactions that were rolled back have
   * taken some from their sequences, and do not give them back.
   */
  Set<String> numberedBeside(Contents other) {
    Set<String> different = new HashSet<>(numbered.keySet());
    different.removeIf(
        c -> given.get(numbered.get(c)).equals(other.given.get(other.numbered.get(c))));
    return different;
  }

  /** The rows without some columns, in an order of their own. */
  Map<String, List<String>> rowsWithout(Set<String> some) {
    Map<String, List<String>> comparable = new TreeMap<>();
    rows.forEach(
        (table, all) ->
            comparable.put(
                table,
                all.stream()
                    .map(
                        row ->
                            row.entrySet().stream()
                                .filter(e -> !some.contains(table + "." + e.getKey()))
                                .map(Map.Entry::toString)
                                .collect(Collectors.joining(", ")))
                    .sorted()
                    .toList()));
    return comparable;
  }
}
