package dev.instar.migrator.postgresql.evidence;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server reports of its work at the level of debug messages. Stateless. */
final class WorkReports {
  /** Words that it never translates. */
  private static final Pattern OF_WORK =
      Pattern.compile(
          "(?:rewriting table|verifying table|building index|validating foreign key constraint"
              + "|existing constraints on column|partition constraint for table"
              + "|updated partition constraint for default partition) \"(?!pg_toast).*");

  private static final Pattern VERIFYING = Pattern.compile("verifying table \"(.*)\"");

  private static final Pattern VALIDATING =
      Pattern.compile("validating foreign key constraint \"(.*)\"");

  private static final String REFERRING =
      """
      SELECT c.relname
      FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
      WHERE k.conname = ? AND c.relnamespace = pg_catalog.pg_my_temp_schema()
      """;

  private WorkReports() {}

  /** Runs a statement; what the server said of its work. */
  static List<String> execute(Connection connection, String sql) throws SQLException {
    List<String> said = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("SET LOCAL client_min_messages = debug1");
      statement.clearWarnings();
      statement.execute(sql);
      for (SQLWarning warning = statement.getWarnings();
          warning != null;
          warning = warning.getNextWarning()) {
        if (OF_WORK.matcher(warning.getMessage()).matches()) {
          said.add(warning.getMessage());
        }
      }
      statement.execute("SET LOCAL client_min_messages = notice");
    }
    return said;
  }

  /** Tables that the server reports to have read. */
  static List<TableName> scanned(Connection connection, String schema, List<String> said)
      throws SQLException {
    List<TableName> scanned = new ArrayList<>();
    for (String report : said) {
      Matcher table = VERIFYING.matcher(report);
      Matcher key = VALIDATING.matcher(report);
      if (table.matches()) {
        scanned.add(new TableName(schema, table.group(1)));
      } else if (key.matches()) {
        Queries.texts(connection, REFERRING, key.group(1))
            .forEach(name -> scanned.add(new TableName(schema, name)));
      }
    }
    return scanned;
  }
}
