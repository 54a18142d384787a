package dev.instar.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.BundledDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Random schemas, rows and statements, in and out of transactions: what the engine answers, and
 * what is in the tables at the end, is what a real server answers. {@code -Dinstar.random.seed=N}
 * runs the one seed.
 */
final class RandomStatementTest {
  private static final int STATEMENTS = 120;

  @TestFactory
  java.util.stream.Stream<DynamicTest> aFewSeeds() {
    Long seed = Long.getLong("instar.random.seed");
    return tests(seed == null ? LongStream.rangeClosed(1, 6) : LongStream.of(seed));
  }

  @Tag("wide")
  @TestFactory
  java.util.stream.Stream<DynamicTest> manySeeds() {
    long from = Long.getLong("instar.random.from", 100);
    return tests(LongStream.range(from, from + Long.getLong("instar.random.count", 300)));
  }

  private static java.util.stream.Stream<DynamicTest> tests(LongStream seeds) {
    return seeds.mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> compare(seed)));
  }

  private static void compare(long seed) throws SQLException {
    RandomStatements random = new RandomStatements(seed);
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    try (SharedDatabase real = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        Connection oracle = real.server().connect(real.name(), properties);
        BundledDatabase engine = BundledDatabase.builder().inMemory()) {
      properties.setProperty("user", engine.user());
      properties.setProperty("password", engine.password());
      try (Connection subject = DriverManager.getConnection(engine.jdbcUrl(), properties)) {
        List<String> history = new ArrayList<>();
        for (String definition : random.definitions()) {
          check(seed, history, oracle, subject, definition);
        }
        for (int i = 0; i < STATEMENTS; i++) {
          check(seed, history, oracle, subject, random.next());
        }
        check(seed, history, oracle, subject, "ROLLBACK");
        check(seed, history, oracle, subject, "SELECT * FROM p");
        check(seed, history, oracle, subject, "SELECT * FROM c");
      }
    }
  }

  private static void check(
      long seed, List<String> history, Connection oracle, Connection subject, String statement) {
    String expected = answer(oracle, statement);
    String actual = answer(subject, statement);
    // What did nothing, and queries, need not be repeated to see the difference.
    boolean counts = !expected.startsWith("error") && !statement.contains("SELECT DISTINCT");
    assertEquals(
        expected,
        actual,
        () -> "seed " + seed + ":\n" + String.join(";\n", history) + ";\n" + statement + ";\n");
    if (counts && !statement.matches("(?s)(/\\*.*\\*/)?(SELECT|WITH).*")) {
      history.add(statement);
    }
  }

  /** Types and rows, sorted unless their order is given; a count; or an SQLSTATE. */
  private static String answer(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "count " + statement.getUpdateCount();
      }
      List<String> rows = new ArrayList<>();
      StringBuilder types = new StringBuilder();
      try (ResultSet result = statement.getResultSet()) {
        int columns = result.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
          types.append(result.getMetaData().getColumnTypeName(i)).append(' ');
        }
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(String.valueOf(result.getString(i)));
          }
          rows.add(row.toString());
        }
      }
      if (!RandomStatements.isOrdered(sql)) {
        rows.sort(null);
      }
      return types + "\n" + String.join("\n", rows);
    } catch (SQLException e) {
      return "error " + e.getSQLState();
    }
  }
}
