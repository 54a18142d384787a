package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.ServerFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the server is, and spells out the script's types. */
final class ServerReader {
  private static final String SERVER =
      """
      SELECT pg_catalog.current_setting('server_version_num')::int AS number,
             pg_catalog.current_setting('server_version') AS version,
             pg_catalog.current_setting('TimeZone') AS time_zone,
             pg_catalog.current_setting('wal_level') AS wal_level
      """;

  private static final String TYPES =
      "SELECT t.oid::bigint AS oid, "
          + TypeSql.COLUMNS.formatted("NULL")
          + " FROM pg_catalog.pg_type t "
          + TypeSql.BELOW_DOMAIN
          + " WHERE t.oid = ANY (?)";

  private ServerReader() {}

  static ServerFacts read(Connection connection, Meanings meanings) throws SQLException {
    Map<String, ColumnType> types = types(connection, meanings.types());
    List<ServerFacts> facts =
        Rows.query(
            connection,
            SERVER,
            row ->
                new ServerFacts(
                    row.getInt("number"),
                    // Packagers append their own words: "17.5 (Debian 17.5-1)".
                    "PostgreSQL " + row.getString("version").replaceFirst(" .*", ""),
                    row.getString("time_zone"),
                    row.getString("wal_level"),
                    meanings.functions(),
                    types));
    return facts.getFirst();
  }

  private static Map<String, ColumnType> types(Connection connection, Map<String, Long> oids)
      throws SQLException {
    if (oids.isEmpty()) {
      return Map.of();
    }
    Map<Long, ColumnType> byOid = new HashMap<>();
    Rows.query(
            connection,
            TYPES,
            row -> Map.entry(row.getLong("oid"), TypeSql.type(row)),
            Rows.numbers(connection, oids.values()))
        .forEach(e -> byOid.put(e.getKey(), e.getValue()));
    Map<String, ColumnType> types = new HashMap<>();
    oids.forEach((name, oid) -> types.put(name, byOid.get(oid)));
    return types;
  }
}
