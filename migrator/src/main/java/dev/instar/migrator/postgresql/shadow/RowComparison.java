package dev.instar.migrator.postgresql.shadow;

import static dev.instar.migrator.schema.Identifiers.quote;

import dev.instar.migrator.postgresql.shape.ColumnMapping;
import dev.instar.migrator.postgresql.shape.GeneratedColumn;
import dev.instar.migrator.postgresql.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When two rows are the same row: when the stored bytes of every column are the same, so that 1.0
 * and 1.00 differ, and 0.0 and -0.0 (I7).
 *
 * <p>{@code *<>} compares bytes, at the price of building two records. For the types whose equality
 * is equality of bytes, plain comparison says the same for half the price; text is compared under
 * collation C for that.
 */
final class RowComparison {
  /**
   * Equal means the same bytes. Not among them: floats, numeric, interval, timetz, json, arrays.
   */
  private static final Set<String> PLAIN =
      Set.of(
          "smallint",
          "integer",
          "bigint",
          "boolean",
          "oid",
          "date",
          "timestamp without time zone",
          "timestamp with time zone",
          "time without time zone",
          "uuid",
          "bytea");

  /**
   * {@code character(n)} is padded to n in both, so that ignoring trailing blanks hides nothing.
   */
  private static final Set<String> TEXT = Set.of("text", "character varying", "character");

  /** A column with its type. */
  private record Column(String name, String type) {}

  private final List<Column> columns;

  private RowComparison(List<Column> columns) {
    this.columns = columns;
  }

  static RowComparison of(Shape shape) {
    return new RowComparison(
        Stream.concat(
                shape.columns().stream().map(RowComparison::column),
                stored(shape).stream().map(g -> new Column(g.column(), g.shadowType())))
            .toList());
  }

  /** A computed column that is not stored has nothing that could differ. */
  static List<GeneratedColumn> stored(Shape shape) {
    return shape.generated().stream().filter(GeneratedColumn::stored).toList();
  }

  List<String> columns() {
    return columns.stream().map(Column::name).toList();
  }

  /** A condition that is true if the rows differ, or one of them is missing. Never null. */
  String differ(String left, String right) {
    List<String> differences = new ArrayList<>();
    List<Column> others = new ArrayList<>();
    for (Column column : columns) {
      String type = withoutModifiers(column.type());
      if (PLAIN.contains(type)) {
        differences.add(distinct(left, right, column, ""));
      } else if (TEXT.contains(type)) {
        differences.add(distinct(left, right, column, " COLLATE \"C\""));
      } else {
        others.add(column);
      }
    }
    if (!others.isEmpty()) {
      differences.add(record(left, others) + " OPERATOR(pg_catalog.*<>) " + record(right, others));
    }
    return String.join(" OR ", differences);
  }

  private static String distinct(String left, String right, Column column, String collation) {
    return left
        + "."
        + quote(column.name())
        + collation
        + " IS DISTINCT FROM "
        + right
        + "."
        + quote(column.name())
        + collation;
  }

  private static String record(String side, List<Column> columns) {
    return columns.stream()
        .map(column -> side + "." + quote(column.name()))
        .collect(Collectors.joining(", ", "ROW(", ")::record"));
  }

  /**
   * {@code character varying(20)} is {@code character varying}; precision does not matter either.
   */
  private static String withoutModifiers(String type) {
    return type.replaceAll("\\([0-9, ]*\\)", "").replaceAll(" +", " ").strip();
  }

  private static Column column(ColumnMapping mapping) {
    return new Column(mapping.column(), mapping.shadowType());
  }
}
