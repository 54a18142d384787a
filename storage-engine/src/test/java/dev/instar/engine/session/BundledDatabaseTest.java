package dev.instar.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instar.engine.BundledDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is opened, logged in to, closed and opened again. */
final class BundledDatabaseTest {
  private static Connection connect(BundledDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static String value(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  @Test
  void settingsAreTransactional() throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory();
        Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("SET work_mem = '2MB'");
      connection.setAutoCommit(false);
      statement.execute("SET lock_timeout = '3s'");
      statement.execute("SET LOCAL work_mem = 128");
      assertEquals("128kB", value(statement, "SHOW work_mem"));
      connection.rollback();
      assertEquals("0", value(statement, "SHOW lock_timeout"));
      assertEquals("2MB", value(statement, "SHOW work_mem"));
      statement.execute("SAVEPOINT a");
      statement.execute("SET lock_timeout = '3min'");
      statement.execute("ROLLBACK TO a");
      assertEquals("0", value(statement, "SHOW lock_timeout"));
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    try (BundledDatabase database = BundledDatabase.inMemory()) {
      SQLException refused =
          assertThrows(
              SQLException.class,
              () -> DriverManager.getConnection(database.jdbcUrl(), "instar", "wrong"));
      assertEquals("28P01", refused.getSQLState());
      SQLException missing =
          assertThrows(
              SQLException.class,
              () ->
                  DriverManager.getConnection(
                      database.jdbcUrl("nowhere"), "instar", database.password()));
      assertEquals("3D000", missing.getSQLState());
    }
  }

  @Test
  void aDirectoryIsOpenedAgain(@TempDir Path directory) throws SQLException {
    try (BundledDatabase database = BundledDatabase.builder().password("first").open(directory);
        Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      assertEquals("read committed", value(statement, "SHOW transaction_isolation"));
    }
    try (BundledDatabase database = BundledDatabase.builder().password("second").open(directory);
        Connection connection = connect(database)) {
      assertTrue(!connection.isClosed());
    }
  }

  @Test
  void aFailedBlockAnswersNothingUntilItsEnd() throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory();
        Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      assertThrows(SQLException.class, () -> statement.execute("SHOW nothing_of_that_name"));
      SQLException ignored =
          assertThrows(SQLException.class, () -> statement.execute("SHOW work_mem"));
      assertEquals("25P02", ignored.getSQLState());
      connection.rollback();
      assertEquals("4MB", value(statement, "SHOW work_mem"));
    }
  }
}
