package dev.instar.migrator.postgresql.form;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.migrator.postgresql.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** A database in which one example after the other finds its tables. */
final class FormsBench implements AutoCloseable {
  private final TestDatabase database;
  private String given = "";

  FormsBench(PostgresServer server) throws SQLException {
    database = TestDatabase.on(server);
    // Nothing of this has to survive a crash, and nobody else may vacuum or analyze meanwhile.
    database.execute("SET synchronous_commit = off");
  }

  /**
   * Makes the tables, unless they are there, untouched.
   *
   * @param leavesTraces whether the example is not rolled back, so that the next one needs new ones
   */
  void prepare(String tables, boolean leavesTraces) throws SQLException {
    if (!tables.equals(given)) {
      database.execute(
          "DROP SCHEMA IF EXISTS public, app CASCADE",
          "DROP PUBLICATION IF EXISTS news, old_news",
          "CREATE SCHEMA public",
          "CREATE SCHEMA app");
      database.make("DROP ACCESS METHOD IF EXISTS heap2;" + tables);
    }
    given = leavesTraces ? "" : tables;
  }

  Connection connect() throws SQLException {
    return database.connect();
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
