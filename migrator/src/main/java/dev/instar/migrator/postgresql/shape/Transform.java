package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.schema.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a row of the shadow comes from a row of the source.
 *
 * @param sourceRelation as in {@link Shape}
 * @param columns as in {@link Shape}
 * @param generated as in {@link Shape}
 */
record Transform(
    String sourceRelation, List<ColumnMapping> columns, List<GeneratedColumn> generated) {

  /**
   * Finds it.
   *
   * @param before the clone's columns before the user's ALTER TABLE: those of the source
   * @param after its columns now; one with a number that {@code before} has is the same column
   * @param using as written, column to expression
   */
  static Transform of(
      Probe probe,
      String source,
      List<ShadowColumn> before,
      List<ShadowColumn> after,
      Map<String, String> using)
      throws SQLException {
    Set<Integer> old = new HashSet<>();
    Set<String> taken = new HashSet<>();
    before.forEach(column -> old.add(column.number()));
    before.forEach(column -> taken.add(column.name()));

    Map<String, String> expressions = new LinkedHashMap<>();
    List<ColumnMapping> columns = new ArrayList<>();
    List<GeneratedColumn> generated = new ArrayList<>();
    for (ShadowColumn column : after) {
      if (!column.generated().isEmpty()) {
        generated.add(
            new GeneratedColumn(
                column.name(), column.type(), column.expression(), column.generated().equals("s")));
        continue;
      }
      String value = column.name();
      boolean known = old.contains(column.number());
      if (!known || using.containsKey(column.name())) {
        value = "instar_" + column.number();
        while (!taken.add(value)) {
          value += "_";
        }
        String fallback = column.expression().isEmpty() ? "NULL" : column.expression();
        String written = known ? using.get(column.name()) : fallback;
        expressions.put(
            value, known ? written : "CAST((" + written + ") AS " + column.type() + ")");
      }
      String over = "s." + Identifiers.quote(value);
      columns.add(
          new ColumnMapping(
              column.name(), column.type(), over, "CAST(" + over + " AS " + column.type() + ")"));
    }
    if (expressions.isEmpty()) {
      return new Transform("ONLY " + source + " AS s", columns, generated);
    }
    String select = probe.select(before.stream().map(ShadowColumn::name).toList(), expressions);
    return new Transform("(" + select + ") AS s", columns, generated);
  }
}
