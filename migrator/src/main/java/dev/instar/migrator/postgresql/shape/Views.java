package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The views over a table, and over these. A view knows its tables by OID: it is dropped, and
 * created again from its text, with owner, privileges, options, comments, defaults, triggers and
 * rules.
 *
 * @param views those that others are built upon first
 */
record Views(List<View> views) {
  /**
   * One.
   *
   * @param assemble what creates it again, with all that is on it
   */
  record View(long oid, TableName name, String owner, List<String> assemble) {
    /**
     * Changes nothing, but takes ACCESS EXCLUSIVE on the view alone; LOCK TABLE takes its tables
     * too.
     */
    String lock() {
      return "ALTER VIEW " + name.quoted() + " OWNER TO " + Identifiers.quote(owner);
    }
  }

  private static final String QUERY =
      """
      WITH RECURSIVE view (oid) AS (
        SELECT r.ev_class FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
         WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
           AND d.refobjid = ?::oid AND r.ev_class <> d.refobjid
        UNION
        SELECT r.ev_class FROM view v
          JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = v.oid
                          AND d.classid = 'pg_rewrite'::regclass
          JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> v.oid)
      SELECT c.oid, n.nspname, c.relname, pg_get_userbyid(c.relowner),
             (SELECT array_agg(DISTINCT e.refobjid::int8)
                FROM pg_rewrite w JOIN pg_depend e
                  ON e.classid = 'pg_rewrite'::regclass AND e.objid = w.oid
                 AND e.refclassid = 'pg_class'::regclass AND e.refobjid <> c.oid
               WHERE w.ev_class = c.oid)
        FROM view JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'v'
       ORDER BY n.nspname, c.relname
      """;

  /** With the session's role as owner, comments and defaults; privileges follow the owner's. */
  private static final String PARTS =
      """
      SELECT statement FROM (
        SELECT 1, 0, format('CREATE VIEW %s%s AS %s', v.name,
                 (SELECT ' WITH (' || string_agg(format('%I = %L', o.option_name, o.option_value),
                                                 ', ') || ')'
                    FROM pg_options_to_table(c.reloptions) o),
                 rtrim(pg_get_viewdef(c.oid), ';'))
          FROM pg_class c, (VALUES (?::text, ?::oid)) v (name, oid) WHERE c.oid = v.oid
        UNION ALL
        SELECT 2, a.attnum, format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', ?, a.attname,
                                   pg_get_expr(d.adbin, d.adrelid))
          FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
         WHERE d.adrelid = ?::oid
        UNION ALL
        SELECT 3, 0, format('COMMENT ON VIEW %s IS %L', ?, d.description)
          FROM pg_description d
         WHERE d.classoid = 'pg_class'::regclass AND d.objoid = ?::oid AND d.objsubid = 0
        UNION ALL
        SELECT 4, a.attnum, format('COMMENT ON COLUMN %s.%I IS %L', ?, a.attname, d.description)
          FROM pg_description d JOIN pg_attribute a ON a.attrelid = d.objoid
                                                   AND a.attnum = d.objsubid
         WHERE d.classoid = 'pg_class'::regclass AND d.objoid = ?::oid AND d.objsubid > 0
        ) x (step, number, statement)
       ORDER BY step, number
      """;

  static Views capture(Connection connection, long table) throws SQLException {
    Map<Long, View> found = new LinkedHashMap<>();
    Map<Long, List<Long>> bases = new TreeMap<>();
    List<View> bare =
        Queries.rows(
            connection,
            QUERY,
            row -> {
              bases.put(row.getLong(1), List.of((Long[]) row.getArray(5).getArray()));
              return new View(
                  row.getLong(1),
                  new TableName(row.getString(2), row.getString(3)),
                  row.getString(4),
                  List.of());
            },
            table);
    for (View view : bare) {
      found.put(
          view.oid(), new View(view.oid(), view.name(), view.owner(), assemble(connection, view)));
    }
    return new Views(inOrder(found, bases));
  }

  private static List<String> assemble(Connection connection, View view) throws SQLException {
    String name = view.name().quoted();
    Object oid = view.oid();
    List<String> result =
        new ArrayList<>(
            Queries.texts(connection, PARTS, name, oid, name, oid, name, oid, name, oid));
    result.add(view.lock());
    result.addAll(Grants.statements(connection, view.oid(), view.owner(), "TABLE", name));
    result.addAll(ActiveParts.rules(connection, view.oid(), name).assemble());
    result.addAll(ActiveParts.triggers(connection, view.oid(), name).assemble());
    return result;
  }

  private static List<View> inOrder(Map<Long, View> found, Map<Long, List<Long>> bases) {
    List<View> ordered = new ArrayList<>();
    Map<Long, View> waiting = new LinkedHashMap<>(found);
    while (!waiting.isEmpty()) {
      List<View> ready =
          waiting.values().stream()
              .filter(view -> bases.get(view.oid()).stream().noneMatch(waiting::containsKey))
              .toList();
      if (ready.isEmpty()) {
        throw new IllegalStateException("views that depend on each other: " + waiting.values());
      }
      ordered.addAll(ready);
      ready.forEach(view -> waiting.remove(view.oid()));
    }
    return ordered;
  }

  Carried carried() {
    return new Carried(
        views.reversed().stream().map(view -> "DROP VIEW " + view.name().quoted()).toList(),
        views.stream().flatMap(view -> view.assemble().stream()).toList());
  }
}
