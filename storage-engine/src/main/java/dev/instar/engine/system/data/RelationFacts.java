package dev.instar.engine.system.data;

import dev.instar.engine.function.Collation;
import dev.instar.engine.statement.SystemRelation.Column;
import dev.instar.engine.type.Types;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of {@code relations.tsv}: a relation as PostgreSQL has it.
 *
 * @param kind {@code relkind}: {@code r} or {@code v}
 * @param notNull whether the column with that place is NOT NULL
 */
public record RelationFacts(
    int oid,
    String schema,
    String name,
    char kind,
    List<Column> columns,
    List<Boolean> notNull,
    Map<String, Integer> places) {
  public static final int PG_CATALOG = 11;
  public static final int INFORMATION_SCHEMA = 13000;

  public RelationFacts {
    columns = List.copyOf(columns);
    notNull = List.copyOf(notNull);
    places = Map.copyOf(places);
  }

  private static final List<RelationFacts> ALL = load();
  private static final Map<Integer, RelationFacts> BY_OID = new HashMap<>();
  private static final Map<String, RelationFacts> CATALOG = new HashMap<>();
  private static final Map<String, RelationFacts> INFORMATION = new HashMap<>();

  static {
    for (RelationFacts facts : ALL) {
      BY_OID.put(facts.oid(), facts);
      of(facts.schema()).put(facts.name(), facts);
    }
  }

  private static Map<String, RelationFacts> of(String schema) {
    return schema.equals("pg_catalog") ? CATALOG : INFORMATION;
  }

  /** All of them. */
  public static List<RelationFacts> all() {
    return ALL;
  }

  public static Optional<RelationFacts> find(int oid) {
    return Optional.ofNullable(BY_OID.get(oid));
  }

  public static Optional<RelationFacts> find(String schema, String name) {
    return switch (schema) {
      case "pg_catalog", "information_schema" -> Optional.ofNullable(of(schema).get(name));
      default -> Optional.empty();
    };
  }

  /** The OID of a relation of {@code pg_catalog}. */
  public static int catalog(String name) {
    return CATALOG.get(name).oid();
  }

  private static List<RelationFacts> load() {
    return lines("relations.tsv").stream()
        .filter(line -> !line.startsWith("#"))
        .map(RelationFacts::parse)
        .toList();
  }

  /** The lines of a file beside this class. */
  static List<String> lines(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                RelationFacts.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RelationFacts parse(String line) {
    String[] fields = line.split("\t", -1);
    List<Column> columns = new ArrayList<>();
    List<Boolean> notNull = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (String column : fields[4].split(" ", -1)) {
      int colon = column.indexOf(':');
      boolean required = column.endsWith("!");
      boolean common = column.contains("~");
      int marks = (required ? 1 : 0) + (common ? 1 : 0);
      String type = column.substring(colon + 1, column.length() - marks);
      String name = column.substring(0, colon);
      places.put(name, columns.size());
      columns.add(
          new Column(
              name, Types.byName(type).orElseThrow(), common ? Collation.DEFAULT : Collation.C));
      notNull.add(required);
    }
    return new RelationFacts(
        Integer.parseInt(fields[0]),
        fields[1],
        fields[2],
        fields[3].charAt(0),
        columns,
        notNull,
        places);
  }

  /** The OID of its schema. */
  public int schemaOid() {
    return schema.equals("pg_catalog") ? PG_CATALOG : INFORMATION_SCHEMA;
  }

  /** A column's place, from 0. */
  public int place(String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new IllegalArgumentException(name + " has no column " + column);
    }
    return place;
  }
}
