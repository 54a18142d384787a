package dev.instar.migrator.postgresql.evidence;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which relations a script works on and may reach from there: what it names, the partitions and
 * children below, the parents above with the partitions for what no other takes, the tables at the
 * other ends of foreign keys, and the views over all that.
 *
 * @param tables ordinary and partitioned tables
 * @param views views, and materialized views, over them
 * @param sequences those that belong to columns, and those that are named
 */
record Neighbourhood(Set<Long> tables, Set<Long> views, Set<Long> sequences) {
  /** Names to tables: an index stands for its table, a sequence for its column's. */
  private static final String NAMED =
      """
      SELECT x.oid::bigint
      FROM (SELECT coalesce(i.indrelid, d.refobjid, c.oid) AS oid
            FROM pg_class c
            LEFT JOIN pg_index i ON i.indexrelid = c.oid
            LEFT JOIN pg_depend d
              ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
             AND d.refclassid = d.classid AND d.deptype IN ('a', 'i')
            WHERE c.oid = ANY (?)) x
      JOIN pg_class c ON c.oid = x.oid
      WHERE c.relkind = ANY (?::"char"[])
      """;

  private static final String FAMILY =
      """
      WITH RECURSIVE
        given AS (SELECT c.oid FROM pg_class c WHERE c.oid = ANY (?)),
        above AS (
          SELECT oid FROM given
          UNION
          SELECT h.inhparent FROM above JOIN pg_inherits h ON h.inhrelid = above.oid),
        below AS (
          SELECT oid FROM given
          UNION
          SELECT p.partdefid FROM above JOIN pg_partitioned_table p ON p.partrelid = above.oid
          WHERE p.partdefid <> 0
          UNION
          SELECT h.inhrelid FROM below JOIN pg_inherits h ON h.inhparent = below.oid)
      SELECT c.oid::bigint
      FROM (SELECT oid FROM above UNION SELECT oid FROM below) x JOIN pg_class c ON c.oid = x.oid
      WHERE c.relkind IN ('r', 'p')
      """;

  private static final String ENDS_OF_KEYS =
      """
      SELECT k.confrelid::bigint FROM pg_constraint k
      WHERE k.contype = 'f' AND k.conrelid = ANY (?)
      UNION
      SELECT k.conrelid::bigint FROM pg_constraint k
      WHERE k.contype = 'f' AND k.confrelid = ANY (?)
      """;

  private static final String BELOW_VIEWS =
      """
      WITH RECURSIVE used AS (
        SELECT c.oid FROM pg_class c WHERE c.oid = ANY (?)
        UNION
        SELECT d.refobjid
        FROM used
        JOIN pg_rewrite w ON w.ev_class = used.oid
        JOIN pg_depend d
          ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
         AND d.refclassid = 'pg_class'::regclass)
      SELECT c.oid::bigint FROM used JOIN pg_class c USING (oid)
      WHERE c.relkind = ANY (?::"char"[])
      """;

  private static final String ABOVE_TABLES =
      """
      WITH RECURSIVE over AS (
        SELECT c.oid FROM pg_class c WHERE c.oid = ANY (?)
        UNION
        SELECT w.ev_class
        FROM over
        JOIN pg_depend d
          ON d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
         AND d.refobjid = over.oid
        JOIN pg_rewrite w ON w.oid = d.objid)
      SELECT c.oid::bigint FROM over JOIN pg_class c USING (oid) WHERE c.relkind IN ('v', 'm')
      """;

  private static final String SEQUENCES =
      """
      SELECT c.oid::bigint FROM pg_class c
      WHERE c.relkind = 'S' AND c.oid = ANY (?)
      UNION
      SELECT d.objid::bigint FROM pg_depend d JOIN pg_class c ON c.oid = d.objid
      WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.refclassid = d.classid
        AND d.refobjid = ANY (?) AND d.deptype IN ('a', 'i')
      """;

  private static final String TABLES = "{r,p}";
  private static final String VIEWS = "{v,m}";

  Neighbourhood {
    tables = Set.copyOf(tables);
    views = Set.copyOf(views);
    sequences = Set.copyOf(sequences);
  }

  /** What these names mean in the session's search_path, as OIDs; not the catalog's own. */
  static Set<Long> meant(Connection connection, Collection<QualifiedName> names)
      throws SQLException {
    Set<Long> meant = new LinkedHashSet<>();
    for (QualifiedName name : names) {
      meant.addAll(
          Queries.numbers(
              connection,
              """
              SELECT c.oid::bigint FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE c.oid = pg_catalog.to_regclass(?)
                AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              """,
              quoted(name)));
    }
    return meant;
  }

  static String quoted(QualifiedName name) {
    return name.schema().map(s -> Identifiers.quote(s) + ".").orElse("")
        + Identifiers.quote(name.name());
  }

  /**
   * Looks around.
   *
   * @param connection with pg_catalog first in its path
   * @param named OIDs of relations of any kind
   */
  static Neighbourhood of(Connection connection, Collection<Long> named) throws SQLException {
    Set<Long> views = new TreeSet<>(named(connection, named, VIEWS));
    Set<Long> near = new TreeSet<>(named(connection, named, TABLES));
    near.addAll(belowViews(connection, views, TABLES));
    near.addAll(family(connection, near));
    Set<Long> tables = new TreeSet<>(near);
    tables.addAll(
        Queries.numbers(
            connection,
            ENDS_OF_KEYS,
            Queries.numberArray(connection, near),
            Queries.numberArray(connection, near)));
    tables.addAll(family(connection, tables));
    views.addAll(Queries.numbers(connection, ABOVE_TABLES, Queries.numberArray(connection, near)));
    views.addAll(belowViews(connection, views, VIEWS));
    tables.addAll(belowViews(connection, views, TABLES));
    return new Neighbourhood(
        tables,
        views,
        new TreeSet<>(
            Queries.numbers(
                connection,
                SEQUENCES,
                Queries.numberArray(connection, named),
                Queries.numberArray(connection, tables))));
  }

  private static List<Long> named(Connection connection, Collection<Long> oids, String kinds)
      throws SQLException {
    return Queries.numbers(connection, NAMED, Queries.numberArray(connection, oids), kinds);
  }

  private static List<Long> belowViews(Connection connection, Collection<Long> oids, String kinds)
      throws SQLException {
    return Queries.numbers(connection, BELOW_VIEWS, Queries.numberArray(connection, oids), kinds);
  }

  private static List<Long> family(Connection connection, Collection<Long> tables)
      throws SQLException {
    return Queries.numbers(connection, FAMILY, Queries.numberArray(connection, tables));
  }

  int size() {
    return tables.size() + views.size() + sequences.size();
  }
}
