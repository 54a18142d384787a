package dev.instar.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random queries over random rows: whatever the plan, the rows are those of a real server. */
final class RandomQueryTest {
  private static final int QUERIES = Integer.getInteger("instar.random.queries", 150);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rowsAreThoseOfARealServer(long seed) throws Exception {
    RandomQueries random = new RandomQueries(seed);
    Properties properties = new Properties();
    try (SharedDatabase real = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        Connection oracle = real.server().connect(real.name(), new Properties());
        BundledDatabase engine = BundledDatabase.builder().inMemory()) {
      properties.setProperty("user", engine.user());
      properties.setProperty("password", engine.password());
      try (Connection subject = DriverManager.getConnection(engine.jdbcUrl(), properties)) {
        for (String definition : random.definitions()) {
          execute(oracle, definition);
          execute(subject, definition);
        }
        for (int i = 0; i < QUERIES; i++) {
          String query = random.query();
          assertEquals(
              answer(oracle, query), answer(subject, query), () -> "seed " + seed + ": " + query);
        }
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows in the order in which they came if that is fixed, sorted if not; or an SQLSTATE. */
  private static String answer(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(row.toString());
      }
      if (!RandomQueries.isOrdered(sql)) {
        rows.sort(null);
      }
      return String.join("\n", rows);
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }
}
