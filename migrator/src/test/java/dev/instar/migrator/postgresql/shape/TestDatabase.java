package dev.instar.migrator.postgresql.shape;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A database of its own on a real server, with connections pinned as Instar pins them. */
final class TestDatabase implements AutoCloseable {
  private final PostgresServer server;
  private final SharedDatabase database;

  TestDatabase(PostgresVersion version) throws SQLException {
    server = PostgresServer.shared(version);
    database = server.createDatabase();
  }

  /** As Instar's own sessions are. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("options", "-c search_path=pg_catalog -c row_security=off");
    return server.connect(database.name(), properties);
  }

  /** As an application's sessions are. */
  Connection connectAsApplication() throws SQLException {
    return server.connect(database.name());
  }

  /** Runs a script as an application would. */
  void run(String script) throws SQLException {
    try (Connection connection = connectAsApplication()) {
      run(connection, script);
    }
  }

  static void run(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(script);
    }
  }

  String one(String query) throws SQLException {
    try (Connection connection = connectAsApplication()) {
      return Catalog.texts(connection, query).get(0);
    }
  }

  List<String> texts(String query) throws SQLException {
    try (Connection connection = connectAsApplication()) {
      return Catalog.texts(connection, query);
    }
  }

  ShadowNames names(String schema, String table) {
    return ShadowNames.of(database.name(), 1, "1.1", new TableName(schema, table));
  }

  /** Makes the shadow of a table for these actions, and commits. */
  Shape create(ShadowNames names, Map<String, String> using, String... actions)
      throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      Shape shape =
          ShadowBuilder.create(
              connection,
              names,
              new StepAction.Rebuild(names.source(), List.of(actions), using),
              List.of("public", "pg_catalog"));
      connection.commit();
      return shape;
    }
  }

  Shape create(ShadowNames names, String... actions) throws SQLException {
    return create(names, Map.of(), actions);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
