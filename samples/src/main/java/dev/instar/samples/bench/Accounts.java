package dev.instar.samples.bench;

import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A table with the columns of pgbench's {@code pgbench_accounts}. */
final class Accounts {
  /** What is measured: the statement as a user writes it. */
  static final String ALTER = "ALTER TABLE accounts ALTER COLUMN aid TYPE bigint;";

  private Accounts() {}

  /** Creates and fills it, and closes the connection. */
  static void fill(Connection connection, long rows) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = off");
      statement.execute(
          "CREATE TABLE accounts (aid int NOT NULL, bid int, abalance int, filler char(84))");
      statement.execute(
          "INSERT INTO accounts SELECT n, 1 + n / 100000, 0, '' FROM generate_series(1, "
              + rows
              + ") AS n");
      statement.execute("ALTER TABLE accounts ADD PRIMARY KEY (aid)");
      statement.execute("VACUUM (FREEZE, ANALYZE) accounts");
    }
  }

  /** Runs the statement as it is, and says how long it took. */
  static Duration alter(SharedDatabase database) throws SQLException {
    return timed(database, ALTER);
  }

  /** Runs a statement on a connection of its own, and says how long it took. */
  static Duration timed(SharedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      long began = System.nanoTime();
      statement.execute(sql);
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
