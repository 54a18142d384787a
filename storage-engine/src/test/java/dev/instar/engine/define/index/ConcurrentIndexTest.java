package dev.instar.engine.define.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CREATE and DROP INDEX CONCURRENTLY among transactions that write and read, on both servers. */
final class ConcurrentIndexTest {
  /** Where a test runs. */
  enum Server {
    POSTGRESQL,
    ENGINE
  }

  private interface Connector extends AutoCloseable {
    Connection connect() throws SQLException;

    @Override
    void close() throws SQLException;
  }

  private static Connector open(Server server) throws SQLException {
    return switch (server) {
      case POSTGRESQL -> {
        SharedDatabase database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        yield new Connector() {
          @Override
          public Connection connect() throws SQLException {
            return database.connect();
          }

          @Override
          public void close() throws SQLException {
            database.close();
          }
        };
      }
      case ENGINE -> {
        BundledDatabase database = BundledDatabase.builder().user("postgres").inMemory();
        yield new Connector() {
          @Override
          public Connection connect() throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("user", database.user());
            properties.setProperty("password", database.password());
            return DriverManager.getConnection(database.jdbcUrl(), properties);
          }

          @Override
          public void close() {
            database.close();
          }
        };
      }
    };
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          text.append(i == 1 ? "" : "|").append(rows.getString(i));
        }
        text.append('\n');
      }
      return text.toString().strip();
    }
  }

  private static CompletableFuture<Void> start(Connection connection, String sql) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            run(connection, sql);
          } catch (SQLException e) {
            throw new CompletionException(e);
          }
        });
  }

  /** What the session waits for, as soon as it waits. */
  private static String awaitWait(Connection observer, String pid) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < deadline) {
      String waits =
          ask(observer, "SELECT locktype, mode FROM pg_locks WHERE NOT granted AND pid = " + pid);
      if (!waits.isEmpty()) {
        return waits;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("session " + pid + " does not wait");
  }

  private static String held(Connection observer, String pid) throws SQLException {
    return ask(
        observer,
        "SELECT DISTINCT mode FROM pg_locks WHERE granted AND locktype = 'relation'"
            + " AND relation = 't'::regclass AND pid = "
            + pid);
  }

  private static String pid(Connection connection) throws SQLException {
    return ask(connection, "SELECT pg_backend_pid()");
  }

  @ParameterizedTest
  @EnumSource
  void aBuildWaitsForWritersAndThenForSnapshotsAndHasWhatTheyWrote(Server server) throws Exception {
    try (Connector database = open(server);
        Connection builder = database.connect();
        Connection writer = database.connect();
        Connection reader = database.connect();
        Connection observer = database.connect()) {
      run(observer, "CREATE TABLE t (id integer PRIMARY KEY, a integer)");
      run(observer, "INSERT INTO t SELECT g, g % 10 FROM generate_series(1, 200) g");
      String pid = pid(builder);
      run(writer, "BEGIN", "INSERT INTO t VALUES (1000, 7)", "UPDATE t SET a = 70 WHERE id = 7");
      run(reader, "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT 1");

      CompletableFuture<Void> build = start(builder, "CREATE INDEX CONCURRENTLY i ON t (a)");
      assertEquals("virtualxid|ShareLock", awaitWait(observer, pid));
      assertEquals("ShareUpdateExclusiveLock", held(observer, pid));
      assertEquals(
          "f|f",
          ask(
              observer,
              "SELECT indisready, indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"));
      run(observer, "INSERT INTO t VALUES (1001, 7)", "DELETE FROM t WHERE id = 17");

      run(writer, "COMMIT");
      String ready = "SELECT indisready FROM pg_index WHERE indexrelid = 'i'::regclass";
      while (!ask(observer, ready).equals("t")) {
        Thread.onSpinWait();
      }
      assertEquals("virtualxid|ShareLock", awaitWait(observer, pid));
      run(observer, "INSERT INTO t VALUES (1002, 7)");
      run(reader, "COMMIT");
      build.get(30, TimeUnit.SECONDS);

      run(observer, "SET enable_seqscan = off", "SET enable_bitmapscan = off");
      String byIndex = ask(observer, "SELECT id FROM t WHERE a = 7 ORDER BY id");
      assertEquals("70|7", ask(observer, "SELECT a, id FROM t WHERE a = 70"));
      run(observer, "DROP INDEX i");
      assertEquals(ask(observer, "SELECT id FROM t WHERE a = 7 ORDER BY id"), byIndex);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDuplicateThatIsCommittedMeanwhileLeavesAnIndexThatIsNotValid(Server server)
      throws Exception {
    try (Connector database = open(server);
        Connection builder = database.connect();
        Connection writer = database.connect();
        Connection observer = database.connect()) {
      run(observer, "CREATE TABLE t (id integer PRIMARY KEY, a integer)");
      run(observer, "INSERT INTO t VALUES (1, 1), (2, 2)");
      String pid = pid(builder);
      run(writer, "BEGIN", "INSERT INTO t VALUES (3, 1)");
      CompletableFuture<Void> build = start(builder, "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)");
      awaitWait(observer, pid);
      run(writer, "COMMIT");
      CompletionException failed = assertThrows(CompletionException.class, build::join);
      assertEquals("23505", ((SQLException) failed.getCause()).getSQLState());
      assertEquals(
          "f", ask(observer, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"));
      run(observer, "DROP INDEX CONCURRENTLY i");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDropWaitsForReaders(Server server) throws Exception {
    try (Connector database = open(server);
        Connection dropper = database.connect();
        Connection reader = database.connect();
        Connection observer = database.connect()) {
      run(observer, "CREATE TABLE t (id integer PRIMARY KEY, a integer)");
      run(observer, "CREATE INDEX i ON t (a)", "INSERT INTO t VALUES (1, 1)");
      String pid = pid(dropper);
      run(reader, "BEGIN", "SELECT * FROM t");
      CompletableFuture<Void> drop = start(dropper, "DROP INDEX CONCURRENTLY i");
      assertEquals("virtualxid|ShareLock", awaitWait(observer, pid));
      assertEquals("ShareUpdateExclusiveLock", held(observer, pid));
      assertEquals(
          "f", ask(observer, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"));
      run(observer, "INSERT INTO t VALUES (2, 2)", "SELECT * FROM t WHERE a = 1");
      run(reader, "COMMIT");
      drop.get(30, TimeUnit.SECONDS);
      assertEquals("", ask(observer, "SELECT 1 FROM pg_class WHERE relname = 'i'"));
    }
  }
}
