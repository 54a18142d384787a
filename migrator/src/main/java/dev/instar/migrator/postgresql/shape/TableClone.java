package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An empty table of the same shape as another, under the same names in another schema: columns,
 * defaults, constraints but foreign keys, indexes, extended statistics, options, comments, owner,
 * privileges. Not what would act on its rows or for them: foreign keys, triggers, rules, policies,
 * publications (invariant I9).
 */
final class TableClone {
  private final Connection connection;
  private final long source;
  private final TableName target;
  private final String quoted;

  /**
   * @param source the table's OID
   * @param target where the clone goes; the schema exists, the relation does not
   */
  TableClone(Connection connection, long source, TableName target) {
    this.connection = connection;
    this.source = source;
    this.target = target;
    this.quoted = target.quoted();
  }

  /** Makes the clone in the transaction that is open, and returns its OID. */
  long create() throws SQLException {
    createTable();
    long clone =
        Queries.rows(connection, "SELECT ?::regclass::oid", row -> row.getLong(1), target.quoted())
            .get(0);
    List<String> statements = new ArrayList<>();
    statements.addAll(columns());
    statements.addAll(checks());
    statements.addAll(indexes());
    statements.addAll(statistics());
    Queries.execute(connection, statements);
    String owner = owner(source);
    Queries.execute(connection, "ALTER TABLE " + quoted + " OWNER TO " + Identifiers.quote(owner));
    grant(source, owner, "TABLE", quoted);
    identitySequences(clone, owner);
    return clone;
  }

  /**
   * Who passes on what was granted to him names the clone, and so needs its schema for a moment.
   */
  private void grant(long original, String owner, String kind, String name) throws SQLException {
    List<String> grantors =
        Grants.grantors(connection, original).stream().filter(g -> !g.equals(owner)).toList();
    for (String grantor : grantors) {
      Queries.execute(connection, "GRANT USAGE" + onSchema() + " TO " + Identifiers.quote(grantor));
    }
    Queries.execute(connection, Grants.statements(connection, original, owner, kind, name));
    for (String grantor : grantors) {
      Queries.execute(
          connection, "REVOKE USAGE" + onSchema() + " FROM " + Identifiers.quote(grantor));
    }
  }

  private String onSchema() {
    return " ON SCHEMA " + Identifiers.quote(target.schema());
  }

  private void createTable() throws SQLException {
    String statement =
        Queries.rows(
                connection,
                """
                SELECT n.nspname, c.relname, m.amname,
                       (SELECT string_agg(o, ', ') FROM (
                          SELECT format('%I = %L', x.option_name, x.option_value)
                            FROM pg_options_to_table(c.reloptions) x
                          UNION ALL
                          SELECT format('toast.%I = %L', x.option_name, x.option_value)
                            FROM pg_class t, pg_options_to_table(t.reloptions) x
                           WHERE t.oid = c.reltoastrelid) y (o)),
                       coalesce(s.spcname, '')
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  LEFT JOIN pg_am m ON m.oid = c.relam
                  LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
                 WHERE c.oid = ?::oid
                """,
                row ->
                    inTablespace(row.getString(5))
                        + "; CREATE TABLE "
                        + quoted
                        + " (LIKE "
                        + new TableName(row.getString(1), row.getString(2)).quoted()
                        + " INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY"
                        + " INCLUDING STORAGE INCLUDING COMPRESSION)"
                        + " USING "
                        + Identifiers.quote(row.getString(3))
                        + (row.getString(4) == null ? "" : " WITH (" + row.getString(4) + ")"),
                source)
            .get(0);
    Queries.execute(connection, statement);
  }

  /** What new relations of this transaction get, so that no default of the role decides. */
  static String inTablespace(String tablespace) {
    return "SET LOCAL default_tablespace = "
        + (tablespace.isEmpty() ? "''" : Identifiers.quote(tablespace));
  }

  private List<String> columns() throws SQLException {
    return Queries.texts(
        connection,
        """
        SELECT format('ALTER TABLE %1$s ALTER COLUMN %2$I SET STATISTICS %3$s',
                      ?, attname, attstattarget)
          FROM pg_attribute WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped
                              AND attstattarget >= 0
        UNION ALL
        SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', ?, a.attname,
                      (SELECT string_agg(format('%I = %L', o.option_name, o.option_value), ', ')
                         FROM pg_options_to_table(a.attoptions) o))
          FROM pg_attribute a WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
                                AND a.attoptions IS NOT NULL
        UNION ALL
        SELECT format('COMMENT ON COLUMN %s.%I IS %L', ?, a.attname, d.description)
          FROM pg_attribute a
          JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid
                               AND d.objsubid = a.attnum
         WHERE a.attrelid = ?::oid AND a.attnum > 0
        UNION ALL
        SELECT format('COMMENT ON TABLE %s IS %L', ?, description)
          FROM pg_description
         WHERE classoid = 'pg_class'::regclass AND objoid = ?::oid AND objsubid = 0
        UNION ALL
        SELECT format('ALTER TABLE %s REPLICA IDENTITY %s', ?,
                      CASE relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
          FROM pg_class WHERE oid = ?::oid AND relreplident IN ('f', 'n')
        """,
        quoted,
        source,
        quoted,
        source,
        quoted,
        source,
        quoted,
        source,
        quoted,
        source);
  }

  private List<String> checks() throws SQLException {
    return Queries.texts(
        connection,
        """
        SELECT statement FROM (
          SELECT oid, 1, format('ALTER TABLE %s ADD CONSTRAINT %I %s', ?, conname,
                                pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = ?::oid AND contype = 'c'
          UNION ALL
          -- LIKE brings NOT NULL constraints, but as valid ones.
          SELECT oid, 1, format('ALTER TABLE %1$s DROP CONSTRAINT %2$I; '
                                'ALTER TABLE %1$s ADD CONSTRAINT %2$I %3$s', ?, conname,
                                pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = ?::oid AND contype = 'n' AND NOT convalidated
          UNION ALL
          SELECT k.oid, 2, format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname, ?,
                                  d.description)
            FROM pg_constraint k
            JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
           WHERE k.conrelid = ?::oid AND k.contype IN ('c', 'n')) x (oid, step, statement)
         ORDER BY oid, step
        """,
        quoted,
        source,
        quoted,
        source,
        quoted,
        source);
  }

  /** Every index, as {@link IndexDefinitions} builds it on the clone. */
  private List<String> indexes() throws SQLException {
    List<String> result = new ArrayList<>();
    for (IndexDefinitions.Index index : IndexDefinitions.of(connection, source)) {
      result.add(inTablespace(index.tablespace()));
      result.addAll(index.statements(target));
    }
    return result;
  }

  private List<String> statistics() throws SQLException {
    return Queries.texts(
        connection,
        """
        SELECT statement FROM (
          SELECT s.oid, 1, format('CREATE STATISTICS %I.%I%s ON %s FROM %s', ?, s.stxname,
                   (SELECT ' (' || string_agg(
                             CASE k WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies'
                                    ELSE 'mcv' END, ', ') || ')'
                      FROM unnest(s.stxkind) k WHERE k <> 'e'),
                   pg_get_statisticsobjdef_columns(s.oid), ?)
            FROM pg_statistic_ext s WHERE s.stxrelid = ?::oid
          UNION ALL
          SELECT s.oid, 2, format('ALTER STATISTICS %I.%I SET STATISTICS %s', ?, s.stxname,
                                  s.stxstattarget)
            FROM pg_statistic_ext s WHERE s.stxrelid = ?::oid AND s.stxstattarget >= 0
          UNION ALL
          SELECT s.oid, 3, format('COMMENT ON STATISTICS %I.%I IS %L', ?, s.stxname,
                                  obj_description(s.oid, 'pg_statistic_ext'))
            FROM pg_statistic_ext s WHERE s.stxrelid = ?::oid
             AND obj_description(s.oid, 'pg_statistic_ext') IS NOT NULL
          UNION ALL
          SELECT s.oid, 4, format('ALTER STATISTICS %I.%I OWNER TO %I', ?, s.stxname,
                                  pg_get_userbyid(s.stxowner))
            FROM pg_statistic_ext s WHERE s.stxrelid = ?::oid) x (oid, step, statement)
         ORDER BY oid, step
        """,
        target.schema(),
        quoted,
        source,
        target.schema(),
        source,
        target.schema(),
        source,
        target.schema(),
        source);
  }

  /** The sequences that LIKE made, under the names, privileges and comments of the source's. */
  private void identitySequences(long clone, String owner) throws SQLException {
    Map<String, Long> originals = sequences(source);
    List<String> statements = new ArrayList<>();
    for (Map.Entry<String, Long> made : sequences(clone).entrySet()) {
      long original = originals.get(made.getKey());
      String name = relationName(original);
      String madeName = relationName(made.getValue());
      TableName renamed = new TableName(target.schema(), name);
      if (!name.equals(madeName)) {
        statements.add(
            "ALTER SEQUENCE "
                + new TableName(target.schema(), madeName).quoted()
                + " RENAME TO "
                + Identifiers.quote(name));
      }
      // LIKE makes every one a bigint.
      statements.addAll(
          Queries.texts(
              connection,
              """
              SELECT format('ALTER SEQUENCE %s AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s'
                            ' CACHE %s %s CYCLE', ?, seqtypid::regtype, seqincrement, seqmin, seqmax,
                            seqstart, seqcache, CASE WHEN seqcycle THEN '' ELSE 'NO' END)
                FROM pg_sequence WHERE seqrelid = ?::oid
              """,
              renamed.quoted(),
              original));
      Queries.execute(connection, statements);
      statements.clear();
      grant(original, owner, "SEQUENCE", renamed.quoted());
      statements.addAll(
          Queries.texts(
              connection,
              """
              SELECT format('COMMENT ON SEQUENCE %s IS %L', ?, obj_description(c, 'pg_class'))
                FROM (VALUES (?::oid)) x (c) WHERE obj_description(c, 'pg_class') IS NOT NULL
              """,
              renamed.quoted(),
              original));
    }
    Queries.execute(connection, statements);
  }

  /** Column to identity sequence. */
  private Map<String, Long> sequences(long table) throws SQLException {
    Map<String, Long> result = new TreeMap<>();
    Queries.rows(
        connection,
        """
        SELECT a.attname, d.objid
          FROM pg_depend d
          JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
         WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
           AND d.refobjid = ?::oid AND d.refobjsubid > 0 AND d.deptype = 'i'
           AND a.attidentity <> ''
        """,
        row -> result.put(row.getString(1), row.getLong(2)),
        table);
    return result;
  }

  private String relationName(long relation) throws SQLException {
    return Queries.texts(connection, "SELECT relname FROM pg_class WHERE oid = ?::oid", relation)
        .get(0);
  }

  private String owner(long relation) throws SQLException {
    return Queries.texts(
            connection,
            "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = ?::oid",
            relation)
        .get(0);
  }
}
