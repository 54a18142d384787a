package dev.instar.engine.system.data;

import dev.instar.engine.statement.SystemRelation.Column;
import dev.instar.engine.type.TextFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows that PostgreSQL itself has in one of its catalogs, from a file: as COPY writes them,
 * with the columns' names in the first line. Read when they are first asked for. Thread-safe.
 */
public final class DataFile {
  private static final Set<String> NAMES =
      Set.of(
          "pg_aggregate",
          "pg_am",
          "pg_amop",
          "pg_amproc",
          "pg_cast",
          "pg_collation",
          "pg_language",
          "pg_opclass",
          "pg_operator",
          "pg_opfamily",
          "pg_proc",
          "pg_settings",
          "pg_tablespace",
          "pg_type");

  private static final Map<String, DataFile> READ = new ConcurrentHashMap<>();

  private final RelationFacts facts;
  private final boolean keyed;
  private final List<Object[]> rows = new ArrayList<>();
  private final Map<Long, Object[]> byOid = new HashMap<>();

  /** The catalogs that have one. */
  public static Set<String> names() {
    return NAMES;
  }

  /** That of a catalog. */
  public static DataFile of(String catalog) {
    return READ.computeIfAbsent(
        catalog, name -> new DataFile(RelationFacts.find("pg_catalog", name).orElseThrow()));
  }

  private DataFile(RelationFacts facts) {
    this.facts = facts;
    this.keyed = facts.places().getOrDefault("oid", -1) == 0;
    List<String> lines = RelationFacts.lines(facts.name() + ".tsv");
    String[] columns = lines.getFirst().split("\t", -1);
    for (String line : lines.subList(1, lines.size())) {
      Object[] row = parse(columns, line.split("\t", -1));
      rows.add(row);
      if (keyed) {
        byOid.put((Long) row[0], row);
      }
    }
  }

  private Object[] parse(String[] names, String[] fields) {
    Object[] row = new Object[facts.columns().size()];
    for (int i = 0; i < fields.length; i++) {
      if (!fields[i].equals("\\N")) {
        int place = facts.place(names[i]);
        Column column = facts.columns().get(place);
        row[place] = column.type().parse(unescaped(fields[i]), TextFormat.DEFAULT);
      }
    }
    return row;
  }

  private static String unescaped(String field) {
    return field.indexOf('\\') < 0
        ? field
        : field.replace("\\\\", "\0").replace("\\t", "\t").replace("\\n", "\n").replace('\0', '\\');
  }

  /**
   * Rows that have those values in the columns with those places.
   *
   * @param equal a value of another class than the column's limits nothing
   */
  public List<Object[]> rows(Map<Integer, Object> equal) {
    if (keyed && equal.get(0) instanceof Long oid) {
      Object[] row = byOid.get(oid);
      return row == null ? List.of() : Collections.singletonList(row);
    }
    return equal.isEmpty() ? rows : rows.stream().filter(row -> matches(row, equal)).toList();
  }

  private static boolean matches(Object[] row, Map<Integer, Object> equal) {
    for (Map.Entry<Integer, Object> entry : equal.entrySet()) {
      Object value = row[entry.getKey()];
      Object asked = entry.getValue();
      if (value == null || asked == null) {
        return false;
      }
      if (value.getClass() == asked.getClass() && !value.equals(asked)) {
        return false;
      }
    }
    return true;
  }

  public List<Object[]> rows() {
    return rows;
  }

  /** A column of a row by its name. */
  public Object get(Object[] row, String column) {
    return row[facts.place(column)];
  }

  /** A row by its OID; null for none. */
  public Object[] find(long oid) {
    return byOid.get(oid);
  }

  public RelationFacts facts() {
    return facts;
  }
}
