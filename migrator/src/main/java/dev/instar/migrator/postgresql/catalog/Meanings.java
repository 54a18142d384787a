package dev.instar.migrator.postgresql.catalog;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.postgresql.plan.Mentions;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.ServerFacts.Volatility;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the names of a script mean to its user: read while the session still has the user's own
 * search_path.
 *
 * @param searchPath the schemas of the path that exist, {@code pg_catalog} among them, temporary
 *     ones left out
 * @param tables the oids of the tables that it names, directly or by an index
 * @param types the oids of the types that it names, under their names as written
 * @param functions the most volatile function under each name as written
 */
record Meanings(
    List<String> searchPath,
    Set<Long> tables,
    Map<String, Long> types,
    Map<String, Volatility> functions) {
  Meanings {
    searchPath = List.copyOf(searchPath);
    tables = Set.copyOf(tables);
    types = Map.copyOf(types);
    functions = Map.copyOf(functions);
  }

  /** A schema of the path can be one of this session's temporary ones; a script's cannot. */
  private static final String PATH_AND_RELATIONS =
      """
      SELECT NULL::bigint AS oid,
             ARRAY(SELECT s::text
                   FROM pg_catalog.unnest(pg_catalog.current_schemas(true))
                        WITH ORDINALITY AS p(s, ord)
                   WHERE s::text !~ '^pg_(toast_)?temp'
                   ORDER BY ord) AS path
      UNION ALL
      SELECT coalesce(i.indrelid, c.oid)::bigint, NULL
      FROM pg_catalog.unnest(?) AS m(name)
      JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(m.name)
      LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
      """;

  /**
   * The letters i, s and v sort from calm to volatile. Procedures and aggregates as well: a name
   * that nobody can call does no harm here.
   */
  private static final String FUNCTIONS =
      """
      SELECT m.name,
             pg_catalog.max(p.provolatile::text) AS volatility
      FROM ROWS FROM (pg_catalog.unnest(?), pg_catalog.unnest(?), pg_catalog.unnest(?))
           AS m(name, schema, proname)
      JOIN pg_catalog.pg_proc p ON p.proname::text = m.proname
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname::text = m.schema
         OR (m.schema IS NULL AND n.nspname = ANY (pg_catalog.current_schemas(true)))
      GROUP BY m.name
      """;

  private static final String TYPES =
      """
      SELECT m.name, pg_catalog.to_regtype(m.quoted)::oid::bigint AS oid
      FROM ROWS FROM (pg_catalog.unnest(?), pg_catalog.unnest(?)) AS m(name, quoted)
      WHERE pg_catalog.to_regtype(m.quoted) IS NOT NULL
      """;

  static Meanings read(Connection connection, Mentions mentions) throws SQLException {
    Set<Long> tables = new HashSet<>();
    List<List<String>> path =
        Rows.query(
                connection,
                PATH_AND_RELATIONS,
                row -> {
                  long oid = row.getLong("oid");
                  if (!row.wasNull()) {
                    tables.add(oid);
                    return Optional.<List<String>>empty();
                  }
                  return Optional.of(Rows.strings(row, "path"));
                },
                Rows.texts(
                    connection, mentions.relations().stream().map(Meanings::quoted).toList()))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    return new Meanings(
        path.getFirst(), tables, types(connection, mentions), functions(connection, mentions));
  }

  private static Map<String, Volatility> functions(Connection connection, Mentions mentions)
      throws SQLException {
    Map<String, Volatility> functions = new HashMap<>();
    if (mentions.functions().isEmpty()) {
      return functions;
    }
    List<QualifiedName> names = List.copyOf(mentions.functions());
    Rows.query(
            connection,
            FUNCTIONS,
            row -> Map.entry(row.getString("name"), volatility(row.getString("volatility"))),
            Rows.texts(connection, names.stream().map(Meanings::words).toList()),
            connection.createArrayOf(
                "text", names.stream().map(n -> n.schema().orElse(null)).toArray()),
            Rows.texts(connection, names.stream().map(QualifiedName::name).toList()))
        .forEach(e -> functions.put(e.getKey(), e.getValue()));
    return functions;
  }

  private static Map<String, Long> types(Connection connection, Mentions mentions)
      throws SQLException {
    Map<String, Long> types = new HashMap<>();
    if (mentions.types().isEmpty()) {
      return types;
    }
    List<QualifiedName> names = List.copyOf(mentions.types());
    Rows.query(
            connection,
            TYPES,
            row -> Map.entry(row.getString("name"), row.getLong("oid")),
            Rows.texts(connection, names.stream().map(Meanings::words).toList()),
            Rows.texts(connection, names.stream().map(Meanings::quoted).toList()))
        .forEach(e -> types.put(e.getKey(), e.getValue()));
    return types;
  }

  private static Volatility volatility(String provolatile) {
    return switch (provolatile) {
      case "i" -> Volatility.IMMUTABLE;
      case "s" -> Volatility.STABLE;
      default -> Volatility.VOLATILE;
    };
  }

  static String words(QualifiedName name) {
    return name.schema().map(s -> s + ".").orElse("") + name.name();
  }

  /** As {@code to_regclass} and {@code to_regtype} take it. */
  private static String quoted(QualifiedName name) {
    return name.schema().map(s -> Identifiers.quote(s) + ".").orElse("")
        + Identifiers.quote(name.name());
  }
}
