package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that are taken, as far as a script could run into them.
 *
 * @param relations of relations
 * @param constraints of constraints, by the schema of their table
 */
record NamesReader(Set<TableName> relations, Set<TableName> constraints) {
  /**
   * A name that the server chooses begins with the table's. Where it shortens that, it keeps 7
   * characters at least: two names share 63 bytes less the label, and a character has up to 4.
   */
  private static final int BEGINNING = 7;

  private static final String SQL =
      """
      SELECT 'relation' AS what, n.nspname::text AS schema, c.relname::text AS name
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname::text = ANY (?) AND EXISTS (
        SELECT FROM pg_catalog.unnest(?) AS b(beginning)
        WHERE pg_catalog.starts_with(c.relname::text, b.beginning))
      UNION ALL
      SELECT 'constraint', n.nspname::text, c.conname::text
      FROM pg_catalog.pg_constraint c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
      WHERE n.nspname::text = ANY (?) AND EXISTS (
        SELECT FROM pg_catalog.unnest(?) AS b(beginning)
        WHERE pg_catalog.starts_with(c.conname::text, b.beginning))
      """;

  private static final String PRESENT =
      """
      SELECT 'schema ' || n.nspname::text AS object
      FROM pg_catalog.pg_namespace n WHERE n.nspname::text = ANY (?)
      UNION ALL
      SELECT 'extension ' || e.extname::text
      FROM pg_catalog.pg_extension e WHERE e.extname::text = ANY (?)
      """;

  /** Which of these are there. */
  static Set<String> present(
      Connection connection, Collection<String> schemas, Collection<String> extensions)
      throws SQLException {
    return Set.copyOf(
        Rows.query(
            connection,
            PRESENT,
            row -> row.getString("object"),
            Rows.texts(connection, schemas),
            Rows.texts(connection, extensions)));
  }

  NamesReader {
    relations = Set.copyOf(relations);
    constraints = Set.copyOf(constraints);
  }

  /**
   * @param schemas where to look
   * @param names names that are given, and those of tables, with which chosen names begin
   */
  static NamesReader read(
      Connection connection, Collection<String> schemas, Collection<String> names)
      throws SQLException {
    List<String> beginnings =
        names.stream()
            .map(
                n ->
                    n.codePointCount(0, n.length()) <= BEGINNING
                        ? n
                        : n.substring(0, n.offsetByCodePoints(0, BEGINNING)))
            .distinct()
            .toList();
    Set<TableName> relations = new HashSet<>();
    Set<TableName> constraints = new HashSet<>();
    Rows.query(
            connection,
            SQL,
            row ->
                Map.entry(
                    row.getString("what"),
                    new TableName(row.getString("schema"), row.getString("name"))),
            Rows.texts(connection, schemas),
            Rows.texts(connection, beginnings),
            Rows.texts(connection, schemas),
            Rows.texts(connection, beginnings))
        .forEach(e -> (e.getKey().equals("relation") ? relations : constraints).add(e.getValue()));
    return new NamesReader(relations, constraints);
  }
}
