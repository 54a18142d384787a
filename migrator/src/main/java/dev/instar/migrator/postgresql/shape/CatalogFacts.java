package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything the catalog says about a table and what hangs on it, as path and value. The table's
 * own schema is in no path, so that two tables of one name in two schemas can be compared
 * (invariant I9). Values are printed under {@code search_path = pg_catalog}.
 *
 * @param lines path to value
 */
public record CatalogFacts(SortedMap<String, String> lines) {
  public CatalogFacts {
    lines = new TreeMap<>(lines);
  }

  /** Reads them in one round trip. */
  public static CatalogFacts of(Connection connection, long table) throws SQLException {
    return of(connection, table, "");
  }

  /**
   * Reads them in one round trip.
   *
   * @param exceptPublication a publication that does not count; the empty text for none
   */
  public static CatalogFacts of(Connection connection, long table, String exceptPublication)
      throws SQLException {
    return query(
        connection,
        FactsQuery.of(
            connection.getMetaData().getDatabaseMajorVersion(), table, exceptPublication));
  }

  /** What a query gives that returns path and value. */
  static CatalogFacts query(Connection connection, String sql) throws SQLException {
    SortedMap<String, String> lines = new TreeMap<>();
    Queries.rows(connection, sql, row -> lines.put(row.getString(1), row.getString(2)));
    return new CatalogFacts(lines);
  }

  /** Without the fact of that path. */
  CatalogFacts without(String path) {
    SortedMap<String, String> fewer = new TreeMap<>(lines);
    fewer.remove(path);
    return new CatalogFacts(fewer);
  }

  /** The facts that {@code other} does not have, or has with another value. */
  public SortedMap<String, String> minus(CatalogFacts other) {
    SortedMap<String, String> result = new TreeMap<>(lines);
    for (Map.Entry<String, String> entry : other.lines.entrySet()) {
      result.remove(entry.getKey(), entry.getValue());
    }
    return result;
  }
}
