package dev.instar.migrator.postgresql.shape;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.session.Queries;
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

  /**
   * A table, {@code public.orders}, that has everything hanging on it that the server has; its
   * columns id and n are of these types.
   */
  void everything(String id, String n) throws SQLException {
    for (String role : List.of("app_owner", "app_reader", "app_writer")) {
      server.createRole(role, "");
    }
    run(
        Script.read(
            isBundled() ? "everything_bundled.sql" : "everything.sql",
            server.version().major(),
            Map.of("id", id, "n", n)));
  }

  /** Whether it is the bundled engine's, which does not have everything. */
  boolean isBundled() {
    return server.isBundled();
  }

  /** A role, where it is not there from another test. */
  void role(String name, String options) throws SQLException {
    server.createRole(name, options);
  }

  /** Runs a script as psql would. */
  void run(String script) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    try (Connection connection = server.connect(database.name(), properties)) {
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
      return Queries.texts(connection, query).get(0);
    }
  }

  List<String> texts(String query) throws SQLException {
    try (Connection connection = connectAsApplication()) {
      return Queries.texts(connection, query);
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

  /** Copies every row, builds every index. */
  void fill(Shape shape) throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      Queries.execute(
          connection,
          "INSERT INTO "
              + shape.shadow().quoted()
              + " ("
              + shape.insertColumns()
              + ")"
              + (shape.overridingSystemValue() ? " OVERRIDING SYSTEM VALUE" : "")
              + " SELECT "
              + shape.selectList()
              + " FROM "
              + shape.sourceRelation());
      for (DeferredIndex index : shape.deferred()) {
        DeferredIndexes.build(connection, index);
      }
      connection.commit();
    }
  }

  /** Takes the locks, performs, commits, validates. */
  Swap swap(ShadowNames names, Shape shape) throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      Swap swap = Swap.prepare(connection, shape, names);
      connection.commit();
      for (LockedRelation relation : swap.locks()) {
        run(connection, relation.lock());
      }
      swap.perform(connection);
      connection.commit();
      for (Swap.Validation validation : swap.validations()) {
        run(connection, validation.statement());
        connection.commit();
      }
      return swap;
    }
  }

  int major() {
    return server.version().major();
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
