package dev.instar.engine.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.RowValue;
import dev.instar.engine.type.SessionView;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
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
  private static final Path SCENARIOS =
      Path.of("src/test/resources/dev/instar/engine/function/scenarios");
  private static final String ZONE = "Europe/Berlin";
  private static Connection connection;
  private static Instant now;

  private static final SessionFunctions SESSION =
      new SessionFunctions() {
        @Override
        public TextFormat format() {
          return new TextFormat(
              ZoneId.of(ZONE),
              "MDY",
              1,
              true,
              new SessionView() {
                @Override
                public Instant transactionStart() {
                  return now;
                }
              });
        }
      };

  @BeforeAll
  static void connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    connection = PostgresServer.shared(PostgresVersion.V17).connect("postgres", properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS citext");
      statement.execute("SET TimeZone = '" + ZONE + "'");
    }
    now = Instant.now();
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
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

  private static void check(String line) throws SQLException {
    if (line.startsWith("refused:")) {
      assertEquals("0A000", ours(line.substring("refused:".length())));
      return;
    }
    assertEquals(theirs(line), ours(line));
  }

  private static String theirs(String expression) throws SQLException {
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

  private static String ours(String expression) {
    try {
      TypedValue value =
          new ExpressionEvaluator(SESSION).evaluate(SqlParser.parseExpression(expression).tree());
      DataType type = value.type() == Types.UNKNOWN ? Types.TEXT : value.type();
      StringBuilder out = new StringBuilder();
      if (value.value() instanceof Iterator<?> rows) {
        while (rows.hasNext()) {
          print(out, type, rows.next());
        }
      } else {
        print(out, type, value.value());
      }
      return out.toString();
    } catch (SqlException e) {
      return e.state().code();
    }
  }

  private static void print(StringBuilder out, DataType type, Object value) {
    Object shown =
        value instanceof Object[] columns
            ? new RowValue(Arrays.stream(columns).map(c -> type(c)).toList(), columns)
            : value;
    out.append(type.sqlName())
        .append(": ")
        .append(shown == null ? "null" : type.print(shown, SESSION.format()))
        .append('\n');
  }

  private static DataType type(Object column) {
    return column instanceof dev.instar.engine.type.JsonValue ? Types.JSONB : Types.TEXT;
  }
}
