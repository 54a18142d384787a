package dev.instar.migrator.twin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the columns of the migrated table must hold, each as an SQL expression over the columns of
 * the twin, which is called {@code t}. The test states it by itself; it is not the migrator's.
 *
 * @param expressions quoted column name to expression
 */
public record ShapeTransform(Map<String, String> expressions) {
  public ShapeTransform {
    expressions = Collections.unmodifiableMap(new LinkedHashMap<>(expressions));
  }

  /** Every column as it was. */
  public static ShapeTransform identity(TwinTable table) {
    Map<String, String> expressions = new LinkedHashMap<>();
    table.sharedColumns().forEach(column -> expressions.put(column, "t." + column));
    return new ShapeTransform(expressions);
  }

  /** With that column, old or new, holding that expression. */
  public ShapeTransform with(String quotedColumn, String expression) {
    Map<String, String> changed = new LinkedHashMap<>(expressions);
    changed.put(quotedColumn, expression);
    return new ShapeTransform(changed);
  }

  /** Without that column. */
  public ShapeTransform without(String quotedColumn) {
    Map<String, String> changed = new LinkedHashMap<>(expressions);
    changed.remove(quotedColumn);
    return new ShapeTransform(changed);
  }
}
