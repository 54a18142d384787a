package dev.instar.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instar.engine.BundledDatabase;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prepared statements, portals and batches as a driver uses them, while tables change. */
final class StatementsTest {
  private BundledDatabase database;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    database = BundledDatabase.inMemory();
    connection = connect();
    execute("CREATE TABLE t (a integer PRIMARY KEY, b text)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    database.close();
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("prepareThreshold", "1");
    // The driver is not to prepare again what it hopes is still right.
    properties.setProperty("flushCacheOnDdl", "false");
    return DriverManager.getConnection(database.jdbcUrl(), properties);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int number(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      assertTrue(result.next());
      return result.getInt(1);
    }
  }

  @Test
  void rowsComeInPiecesWhileOthersRunBetween() throws SQLException {
    execute("INSERT INTO t SELECT g, 'b' FROM generate_series(1, 1000) g");
    connection.setAutoCommit(false);
    try (PreparedStatement read = connection.prepareStatement("SELECT a FROM t ORDER BY a")) {
      read.setFetchSize(10);
      int expected = 0;
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          assertEquals(++expected, rows.getInt(1));
          if (expected % 100 == 0) {
            execute("DELETE FROM t WHERE a > 500");
          }
        }
      }
      assertEquals(1000, expected, "a portal sees what it saw at its beginning");
    }
    connection.commit();
  }

  @Test
  void aPreparedStatementFollowsItsTable() throws SQLException {
    try (PreparedStatement count = connection.prepareStatement("SELECT count(*)::int FROM t");
        PreparedStatement named = connection.prepareStatement("SELECT a FROM t WHERE a = ?")) {
      assertEquals(0, number(count));
      execute("INSERT INTO t VALUES (1, 'x')");
      assertEquals(1, number(count));
      named.setInt(1, 1);
      assertEquals(1, number(named));
      try (Connection other = connect();
          Statement statement = other.createStatement()) {
        statement.execute("ALTER TABLE t RENAME TO old");
        statement.execute("CREATE TABLE t (a integer, c date)");
        statement.execute("INSERT INTO t VALUES (1, NULL), (2, NULL)");
      }
      assertEquals(2, number(count));
      assertEquals(1, number(named));
    }
  }

  @Test
  void columnsThatAreOthersNowAreRefused() throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement all = connection.prepareStatement("SELECT * FROM t")) {
      all.executeQuery().close();
      all.executeQuery().close();
      execute("ALTER TABLE t ADD COLUMN c integer");
      SQLException refused = assertThrows(SQLException.class, all::executeQuery);
      assertEquals("0A000", refused.getSQLState());
    }
    connection.rollback();
  }

  @Test
  void aBatchIsOneTransaction() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, 'x')")) {
      for (int i = 0; i < 10; i++) {
        insert.setInt(1, i % 9);
        insert.addBatch();
      }
      BatchUpdateException failure = assertThrows(BatchUpdateException.class, insert::executeBatch);
      assertEquals("23505", failure.getSQLState());
    }
    try (PreparedStatement count = connection.prepareStatement("SELECT count(*)::int FROM t")) {
      assertEquals(0, number(count));
    }
  }

  @Test
  void keysThatWereMadeAreTold() throws SQLException {
    execute("CREATE TABLE made (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b text)");
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO made (b) VALUES (?), (?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, "x");
      insert.setString(2, "y");
      assertEquals(2, insert.executeUpdate());
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertTrue(keys.next());
        assertEquals(1, keys.getLong(1));
        assertTrue(keys.next());
        assertEquals(2, keys.getLong(1));
      }
    }
  }

  @Test
  void aLiteralThatReadsTheClockIsReadAgain() throws SQLException {
    String sql = "SELECT 'now'::timestamptz > '2020-01-01', extract(epoch FROM 'now'::timestamptz)";
    double first;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertTrue(result.next());
      first = result.getDouble(2);
    }
    while (System.currentTimeMillis() / 1000.0 <= first + 0.01) {
      Thread.onSpinWait();
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertTrue(result.next());
      assertTrue(result.getDouble(2) > first);
    }
  }
}
