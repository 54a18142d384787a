package dev.instar.migrator.twin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The comparison of a table with its twin: every row, every column, as text, because two values can
 * be equal to the server and still not the same (0 and -0, 1.0 and 1.00).
 *
 * @param compared rows in the twin
 * @param rows the first differing rows, one line each; empty if there is none
 * @param count how many rows differ
 */
public record TwinDifferences(long compared, long count, List<String> rows) {
  private static final int SHOWN_MAX = 10;

  public TwinDifferences {
    rows = List.copyOf(rows);
  }

  /** Compares in one snapshot. Nobody may be writing, or the difference is between two commits. */
  public static TwinDifferences between(
      Connection connection, TwinTable table, ShapeTransform transform) throws SQLException {
    StringBuilder differing = new StringBuilder();
    for (Map.Entry<String, String> column : transform.expressions().entrySet()) {
      differing
          .append(", CASE WHEN s.")
          .append(column.getKey())
          .append("::text IS DISTINCT FROM (")
          .append(column.getValue())
          .append(")::text THEN '")
          .append(column.getKey().replace("'", "''"))
          .append("' END");
    }
    String compare =
        "SELECT coalesce(s.row_id, t.row_id), CASE WHEN t.row_id IS NULL THEN 'only in the table'"
            + " WHEN s.row_id IS NULL THEN 'missing' ELSE d END FROM %s s FULL JOIN %s t"
                .formatted(table.source().quoted(), table.twin().quoted())
            + " ON s.row_id = t.row_id CROSS JOIN LATERAL (SELECT concat_ws(', '"
            + differing
            + ")) AS c (d) WHERE s.row_id IS NULL OR t.row_id IS NULL OR d <> ''";
    try (Statement statement = connection.createStatement()) {
      List<String> shown = new ArrayList<>();
      long count = 0;
      try (ResultSet result = statement.executeQuery(compare)) {
        while (result.next()) {
          count++;
          if (shown.size() < SHOWN_MAX) {
            shown.add(result.getString(1) + ": " + result.getString(2));
          }
        }
      }
      return new TwinDifferences(count(statement, table.twin().quoted()), count, shown)
          .plusDuplicates(statement, table);
    }
  }

  /** A row that the table holds twice has matched its image twice. */
  private TwinDifferences plusDuplicates(Statement statement, TwinTable table) throws SQLException {
    long surplus =
        count(
            statement,
            "(SELECT row_id FROM %s GROUP BY row_id HAVING count(*) > 1) AS twice"
                .formatted(table.source().quoted()));
    if (surplus == 0) {
      return this;
    }
    List<String> shown = new ArrayList<>(rows);
    shown.add(surplus + " rows are in the table more than once");
    return new TwinDifferences(compared, count + surplus, shown);
  }

  private static long count(Statement statement, String from) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT count(*) FROM " + from)) {
      result.next();
      return result.getLong(1);
    }
  }
}
