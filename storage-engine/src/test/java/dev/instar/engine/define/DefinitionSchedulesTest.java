package dev.instar.engine.define;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Two definitions at once: the first is done in a transaction that stays open, the second comes and
 * waits or does not, then the first ends. Whether it waits, and what becomes of it, is asked of a
 * real PostgreSQL 17 too.
 */
final class DefinitionSchedulesTest {
  private static final String SET_UP =
      """
      CREATE TABLE p (id integer PRIMARY KEY);
      CREATE TABLE t (a integer PRIMARY KEY, p integer REFERENCES p);
      CREATE VIEW v AS SELECT a FROM t;
      CREATE SEQUENCE s;
      CREATE TYPE e AS ENUM ('x')
      """;

  private record Pair(String first, String second) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("CREATE TABLE n (a integer)", "CREATE TABLE n (b integer)"),
          new Pair("CREATE TABLE n (a integer)", "CREATE TABLE IF NOT EXISTS n (b integer)"),
          new Pair("CREATE TABLE n (a integer)", "CREATE TABLE other (b integer)"),
          new Pair("CREATE TABLE n (a integer)", "CREATE SEQUENCE n"),
          new Pair("CREATE SCHEMA n", "CREATE SCHEMA n"),
          new Pair("CREATE TYPE n AS ENUM ('a')", "CREATE TYPE n AS ENUM ('b')"),
          new Pair("ALTER TABLE t RENAME TO n", "CREATE TABLE n (b integer)"),
          new Pair("ALTER TABLE t RENAME TO n", "SELECT count(*) FROM t"),
          new Pair("DROP TABLE t CASCADE", "SELECT count(*) FROM v"),
          new Pair("DROP TABLE t CASCADE", "INSERT INTO p VALUES (1)"),
          new Pair("DROP TABLE t CASCADE", "DROP TABLE IF EXISTS t"),
          new Pair("TRUNCATE t", "SELECT count(*) FROM t"),
          new Pair("TRUNCATE t", "SELECT count(*) FROM p"),
          new Pair("SELECT count(*) FROM v", "DROP VIEW v"),
          new Pair("SELECT count(*) FROM t", "DROP TABLE t CASCADE"),
          new Pair("SELECT count(*) FROM t", "COMMENT ON TABLE t IS 'x'"),
          new Pair("COMMENT ON TABLE t IS 'x'", "COMMENT ON TABLE t IS 'y'"),
          new Pair("SELECT nextval('s')", "ALTER SEQUENCE s RESTART"),
          new Pair("ALTER SEQUENCE s INCREMENT 5", "SELECT nextval('s')"),
          new Pair("CREATE TABLE n (a integer REFERENCES p)", "INSERT INTO p VALUES (5)"),
          new Pair("CREATE TABLE n (a integer REFERENCES p)", "SELECT count(*) FROM p"),
          new Pair("ALTER TYPE e ADD VALUE 'y'", "ALTER TYPE e ADD VALUE IF NOT EXISTS 'y'"));

  @TestFactory
  Stream<DynamicTest> schedules() {
    return PAIRS.stream()
        .flatMap(
            pair ->
                Stream.of("COMMIT", "ROLLBACK")
                    .map(
                        end ->
                            DynamicTest.dynamicTest(
                                pair.first() + "; " + pair.second() + "; " + end,
                                () -> assertEquals(onPostgres(pair, end), onEngine(pair, end)))));
  }

  /** How to get a connection. */
  private interface Connector {
    Connection connect() throws SQLException;
  }

  private static String onPostgres(Pair pair, String end) throws SQLException {
    try (SharedDatabase database = PostgresServer.shared(PostgresVersion.V17).createDatabase()) {
      return run(database::connect, pair, end);
    }
  }

  private static String onEngine(Pair pair, String end) throws SQLException {
    try (BundledDatabase database = BundledDatabase.inMemory()) {
      return run(
          () ->
              DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password()),
          pair,
          end);
    }
  }

  private static String run(Connector connector, Pair pair, String end) throws SQLException {
    try (Connection first = connector.connect();
        Connection second = connector.connect();
        Connection onlooker = connector.connect()) {
      answer(onlooker, SET_UP);
      answer(first, "BEGIN");
      answer(first, pair.first());
      String pid = answer(second, "SELECT pg_backend_pid()");
      CompletableFuture<String> done =
          CompletableFuture.supplyAsync(() -> answer(second, pair.second()));
      boolean waits = false;
      while (!done.isDone() && !waits) {
        waits =
            answer(onlooker, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND pid = " + pid)
                .equals("t");
      }
      answer(first, end);
      return (waits ? "waits, then " : "") + meaning(pair.second(), done.join());
    }
  }

  /**
   * Of two who want a name at once PostgreSQL tells the second by the unique index of its catalog;
   * here it is told what it would be told a moment later.
   */
  private static String meaning(String sql, String answer) {
    if (answer.matches("23505 .*\"pg_.*\"") || answer.endsWith("already exists")) {
      return sql.contains("IF NOT EXISTS") ? "done" : "the name is taken";
    }
    return answer;
  }

  private static String answer(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "done";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : "no row";
      }
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getMessage().lines().findFirst().orElse("");
    }
  }
}
