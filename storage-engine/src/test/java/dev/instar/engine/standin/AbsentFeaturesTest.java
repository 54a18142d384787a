package dev.instar.engine.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.BundledDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is listed as absent from the bundled engine is refused by it, and said to be. */
class AbsentFeaturesTest {
  @Test
  void isRefusedAsNotSupportedOrThereAndEmpty() throws Exception {
    try (BundledDatabase database = BundledDatabase.inMemory();
        Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (id int PRIMARY KEY, c text)");
        statement.execute("INSERT INTO t VALUES (1)");
      }
      for (var feature : features().entrySet()) {
        assertThat(answer(connection, feature.getValue()))
            .as("%s: %s", feature.getKey(), feature.getValue())
            // A function that is not there is an undefined one.
            .isIn("0A000", "42883", "empty");
      }
    }
  }

  /** Each with the statement that is refused for want of it. */
  static Map<String, String> features() {
    return Tables.read("dev/instar/engine/standin/absent.tsv");
  }

  /** The SQLSTATE of an error, {@code empty} for no rows. */
  private static String answer(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "done";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? "rows" : "empty";
      }
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }
}
