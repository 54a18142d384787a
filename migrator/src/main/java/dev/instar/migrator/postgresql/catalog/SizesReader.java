package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.schema.Sizes;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads how large all tables are; any role that may connect can ask. Stateless. */
public final class SizesReader {
  /** Partitioned tables have rows, once they were analyzed, and no bytes of their own. */
  private static final String SQL =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             CASE WHEN c.reltuples < 0 THEN s.main / %d ELSE c.reltuples END::bigint AS rows,
             CASE WHEN s.main = 0 THEN 0 ELSE pg_catalog.pg_table_size(c.oid) END AS heap_bytes,
             pg_catalog.pg_indexes_size(c.oid) AS index_bytes
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL (SELECT coalesce(pg_catalog.pg_relation_size(c.oid), 0) AS main) AS s
      WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
        AND n.nspname <> 'information_schema' AND n.nspname::text !~ '^pg_'
      """
          .formatted(TableReader.GUESSED_ROW_BYTES);

  private SizesReader() {}

  /**
   * Reads the sizes of all tables that are not the server's own.
   *
   * @throws dev.instar.migrator.error.MigrationException if the server cannot be reached, or
   *     somebody keeps a table locked
   */
  public static Sizes read(Sessions sessions) {
    return CatalogReader.inSnapshot(
        sessions,
        connection -> {
          CatalogReader.pin(connection);
          SortedMap<TableName, TableSize> tables = new TreeMap<>();
          Rows.query(
                  connection,
                  SQL,
                  row ->
                      Map.entry(
                          new TableName(row.getString("schema"), row.getString("name")),
                          TableReader.size(row)))
              .forEach(e -> tables.put(e.getKey(), e.getValue()));
          return new Sizes(tables);
        });
  }
}
