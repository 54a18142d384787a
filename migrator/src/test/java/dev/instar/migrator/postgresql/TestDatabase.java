package dev.instar.migrator.postgresql;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A fresh database of a real server, with a session of its own to look and to disturb. */
public final class TestDatabase implements AutoCloseable {
  private static final String NOT_SUPPORTED = "0A000";

  private final PostgresServer server;
  private final SharedDatabase database;
  private Connection admin;

  private TestDatabase(PostgresServer server) throws SQLException {
    this.server = server;
    this.database = server.createDatabase();
    this.admin = connect();
  }

  /** On the server that all tests share. */
  public static TestDatabase create() throws SQLException {
    return on(PostgresServer.shared(PostgresVersion.V17));
  }

  public static TestDatabase on(PostgresServer server) throws SQLException {
    return new TestDatabase(server);
  }

  public Sessions sessions() {
    return new Sessions(
        new ConnectionSettings(
            server.jdbcUrl(database.name()),
            Optional.of(server.user()),
            Optional.of(server.password()),
            Map.of()),
        "UTC");
  }

  /** A session as an application has it. */
  public Connection connect() throws SQLException {
    return server.connect(database.name());
  }

  public void execute(String... statements) throws SQLException {
    execute(admin, statements);
  }

  public static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /**
   * Makes what tests are about, statement by statement: some are taken in no transaction with
   * others. Where the bundled engine stands in for the server, what it lacks is left out, and what
   * needs that; the tests that are about it are listed as not run there.
   */
  public void make(String script) throws SQLException {
    boolean lacks = false;
    for (ParsedStatement statement : SqlParser.outlineScript(script)) {
      try {
        execute(statement.text());
      } catch (SQLException e) {
        lacks |= server.isBundled() && NOT_SUPPORTED.equals(e.getSQLState());
        if (!lacks) {
          throw e;
        }
      }
    }
  }

  /** The rows of a query, columns joined by {@code |}. */
  public List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = admin.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  /** The one value of a query. */
  public String value(String sql) throws SQLException {
    List<String> rows = rows(sql);
    if (rows.size() != 1) {
      throw new IllegalStateException(rows.size() + " rows: " + sql);
    }
    return rows.getFirst();
  }

  /** The one value of a query in a session. */
  public static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      if (!result.next()) {
        throw new IllegalStateException("no row: " + sql);
      }
      return result.getString(1);
    }
  }

  /** Waits until a query answers true, a minute at most. */
  public void await(String booleanQuery) throws SQLException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!value(booleanQuery).equals("t")) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not true within a minute: " + booleanQuery);
      }
      Thread.sleep(5);
    }
  }

  /** Ends the backends whose application_name is like that, as a network or a crash would. */
  public int terminate(String applicationNameLike) throws SQLException {
    return rows("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname ="
            + " current_database() AND pid <> pg_backend_pid() AND application_name LIKE '"
            + applicationNameLike
            + "'")
        .size();
  }

  /** Empties schema public and the state tables: quicker than another database. */
  public void reset() throws SQLException {
    execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    if (value("SELECT to_regclass('instar.migration') IS NOT NULL").equals("t")) {
      execute("TRUNCATE instar.migration RESTART IDENTITY CASCADE");
    }
  }

  /** After a restart of the server. */
  public void reconnect() throws SQLException {
    admin = connect();
  }

  @Override
  public void close() throws SQLException {
    admin.close();
    database.close();
  }
}
