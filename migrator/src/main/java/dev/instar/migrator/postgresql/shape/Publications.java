package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The user's publications that list the table. The old table leaves them in the swap: what Instar
 * writes to it later is not for their subscribers, who know it under no name.
 */
final class Publications {
  private Publications() {}

  /**
   * Captures all but one.
   *
   * @param except the pipeline's own
   */
  static Carried capture(Connection connection, long table, String name, String except)
      throws SQLException {
    boolean filters = connection.getMetaData().getDatabaseMajorVersion() >= 15;
    String columns =
        filters
            ? """
            (SELECT ' (' || string_agg(quote_ident(a.attname), ', ') || ')'
               FROM pg_attribute a
              WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)),
            ' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')'\
            """
            : "''";
    return Carried.of(
        Queries.rows(
            connection,
            "SELECT format('ALTER PUBLICATION %I DROP TABLE ONLY %s', p.pubname, t.name),"
                + " concat(format('ALTER PUBLICATION %I ADD TABLE ONLY %s', p.pubname, t.name), "
                + columns
                + ") FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid,"
                + " (VALUES (?::text)) t (name)"
                + " WHERE r.prrelid = ?::oid AND p.pubname <> ? ORDER BY p.pubname",
            ActiveParts::pair,
            name,
            table,
            except));
  }
}
