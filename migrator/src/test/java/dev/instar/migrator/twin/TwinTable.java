package dev.instar.migrator.twin;

import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table under test and its twin. Both have the key columns and the {@link #COLUMNS}, and a
 * {@code row_id} that never changes and by which an image is found; the twin alone knows which
 * writer a row belongs to and its key's number.
 *
 * @param source the table that a migration changes
 * @param twin the expected images, in a schema that no migration touches
 * @param key what the primary key is made of
 */
public record TwinTable(TableName source, TableName twin, KeyKind key) {
  /** The columns that updates change freely, and their types. */
  static final Map<String, String> COLUMNS = columns();

  /** Its values go from row to row; unique, checked at once. */
  static final String CODE = "code";

  /** The same, checked at commit. */
  static final String RANK = "rank";

  /** How often a row was touched by statements over several rows or by several writers. */
  static final String HITS = "hits";

  private static final String TWIN_SCHEMA = "twin";

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("quantity", "integer");
    columns.put("amount", "numeric");
    columns.put("a \"note\"", "text");
    columns.put("document", "jsonb");
    columns.put("happened_at", "timestamp with time zone");
    columns.put("flag", "boolean");
    columns.put("ratio", "double precision");
    columns.put("tags", "text[]");
    columns.put("payload", "text");
    columns.put("blob", "bytea");
    return Collections.unmodifiableMap(columns);
  }

  /** A table of that name whose twin is in the schema {@code twin}. */
  public static TwinTable of(TableName source, KeyKind key) {
    return new TwinTable(source, new TableName(TWIN_SCHEMA, source.name()), key);
  }

  /** Creates both tables, empty. */
  public void create(Connection connection) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> keys = key.columns();
    for (int i = keys.size() - 1; i >= 0; i--) {
      columns.add(keys.get(i) + " " + key.types().get(i).declaration() + " NOT NULL");
    }
    columns.add("row_id uuid NOT NULL");
    columns.add(HITS + " integer NOT NULL DEFAULT 0");
    columns.add(CODE + " integer");
    columns.add(RANK + " integer");
    COLUMNS.forEach((name, type) -> columns.add(Identifiers.quote(name) + " " + type));
    String shared = String.join(", ", columns);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + Identifiers.quote(source.schema()));
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + Identifiers.quote(twin.schema()));
      statement.execute(
          "CREATE TABLE %s (%s, PRIMARY KEY (%s), UNIQUE (%s), UNIQUE (%s) DEFERRABLE INITIALLY DEFERRED)"
              .formatted(source.quoted(), shared, String.join(", ", keys), CODE, RANK));
      statement.execute(
          "CREATE TABLE %s (%s, writer integer NOT NULL, number bigint NOT NULL, PRIMARY KEY (row_id))"
              .formatted(twin.quoted(), shared));
      statement.execute("CREATE INDEX ON " + twin.quoted() + " (writer)");
    }
  }

  /** The names of all columns that both tables have, quoted, keys first. */
  List<String> sharedColumns() {
    List<String> names = new ArrayList<>(key.columns());
    names.addAll(List.of("row_id", HITS, CODE, RANK));
    COLUMNS.keySet().forEach(name -> names.add(Identifiers.quote(name)));
    return names;
  }

  String insertSource() {
    return insert(source, sharedColumns());
  }

  String insertTwin() {
    List<String> columns = new ArrayList<>(sharedColumns());
    columns.addAll(List.of("writer", "number"));
    return insert(twin, columns);
  }

  /** {@code k1 = ? AND k2 = ?} */
  String keyCondition() {
    return key.columns().stream().map(name -> name + " = ?").collect(Collectors.joining(" AND "));
  }

  private static String insert(TableName table, List<String> columns) {
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(
            table.quoted(),
            String.join(", ", columns),
            String.join(", ", Collections.nCopies(columns.size(), "?")));
  }
}
