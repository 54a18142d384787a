package dev.instar.engine.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each line of the files in {@code function/scenarios} is an expression. Its type and value, or its
 * SQLSTATE, are those of a real server. A line may also be refused with 0A000 here if it begins
 * with {@code refused:}, and then the server's answer does not count.
 */
class ExpressionScenarioTest {
  static final Path SCENARIOS = Path.of("src/test/resources/dev/instar/engine/function/scenarios");
  private static final String REFUSED = "refused:";
  private static Connection server;
  private static BundledDatabase database;
  private static Connection engine;

  @BeforeAll
  static void connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    server = PostgresServer.shared(PostgresVersion.V17).connect("postgres", properties);
    database = BundledDatabase.builder().inMemory();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    engine = DriverManager.getConnection(database.jdbcUrl(), properties);
    for (Connection connection : List.of(server, engine)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE EXTENSION IF NOT EXISTS citext");
        statement.execute("SET TimeZone = 'Europe/Berlin'");
      }
    }
  }

  @AfterAll
  static void disconnect() throws SQLException {
    server.close();
    engine.close();
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          if (!line.isBlank() && !line.startsWith("#")) {
            tests.add(DynamicTest.dynamicTest(file.getFileName() + ": " + line, () -> check(line)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static void check(String line) {
    if (line.startsWith(REFUSED)) {
      assertEquals("0A000", answer(engine, line.substring(REFUSED.length())));
      return;
    }
    assertEquals(answer(server, line), answer(engine, line));
  }

  private static String answer(Connection connection, String expression) {
    String query =
        "SELECT v, pg_typeof(v) FROM (SELECT (%s) AS v OFFSET 0) AS t".formatted(expression);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      StringBuilder out = new StringBuilder();
      while (row.next()) {
        out.append(row.getString(2)).append(": ").append(row.getString(1)).append('\n');
      }
      return out.toString();
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }
}
