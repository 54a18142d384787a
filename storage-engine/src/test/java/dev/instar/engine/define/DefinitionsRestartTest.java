package dev.instar.engine.define;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.BundledDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was defined is there when the database is opened again, after a clean stop and a crash. */
final class DefinitionsRestartTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsCommittedIsThereAgain(boolean crash, @TempDir Path directory) throws SQLException {
    BundledDatabase before = BundledDatabase.builder().password("p").open(directory);
    try (Connection connection = connect(before, before.database());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')");
      statement.execute("CREATE SCHEMA s");
      statement.execute(
          "CREATE TABLE s.t (a serial PRIMARY KEY, m mood DEFAULT 'ok', CHECK (a > 0))");
      statement.execute("CREATE VIEW v AS SELECT * FROM s.t");
      statement.execute("INSERT INTO s.t DEFAULT VALUES");
      statement.execute("ALTER TABLE s.t RENAME COLUMN m TO mm");
      statement.execute("CREATE TEMP TABLE gone (a integer)");
      statement.execute("CREATE ROLE r LOGIN PASSWORD 'secret'");
      statement.execute("GRANT USAGE ON SCHEMA s TO r");
      statement.execute("GRANT SELECT ON s.t TO r");
      statement.execute("CREATE DATABASE other");
      statement.execute("CREATE TABLE emptied (a integer)");
      statement.execute("INSERT INTO emptied VALUES (1)");
      statement.execute("TRUNCATE emptied");
      connection.setAutoCommit(false);
      statement.execute("CREATE TABLE lost (a integer)");
      statement.execute("DROP TABLE emptied");
      if (crash) {
        before.crash();
      }
    } catch (SQLException e) {
      if (!crash) {
        throw e;
      }
    }
    if (!crash) {
      before.close();
    }
    try (BundledDatabase after = BundledDatabase.builder().password("p").open(directory)) {
      try (Connection connection = connect(after, after.database())) {
        assertEquals(List.of("1 ok"), rows(connection, "SELECT a || ' ' || m FROM v"));
        assertEquals(List.of("0"), rows(connection, "SELECT count(*) FROM emptied"));
        assertEquals(
            List.of("emptied", "t", "v"),
            rows(
                connection,
                "SELECT relname FROM pg_class WHERE relname IN"
                    + " ('emptied', 't', 'v', 'gone', 'lost') ORDER BY 1"));
        assertEquals(
            List.of("0"),
            rows(connection, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'pg_temp_%'"));
      }
      try (Connection connection = DriverManager.getConnection(after.jdbcUrl(), "r", "secret")) {
        assertEquals(List.of("ok"), rows(connection, "SELECT mm FROM s.t"));
      }
      try (Connection connection = connect(after, "other")) {
        assertEquals(List.of("other"), rows(connection, "SELECT current_database()"));
      }
    }
  }

  private static Connection connect(BundledDatabase database, String name) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(name), database.user(), database.password());
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }
}
