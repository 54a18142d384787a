package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of statements of all kinds, as people have them, from the command line. */
class EveryStatementTest {
  private static final String SCRIPT =
      """
      SET lock_timeout = '5s';
      CREATE SCHEMA IF NOT EXISTS shop;
      CREATE TYPE shop.state AS ENUM ('new', 'paid');
      CREATE TABLE shop.items (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        order_id integer NOT NULL REFERENCES orders,
        state shop.state NOT NULL DEFAULT 'new'
      );
      CREATE INDEX ON shop.items (order_id);
      INSERT INTO shop.items (order_id) SELECT id FROM orders;
      CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        new.note := 'touched; twice';
        RETURN new;
      END $$;
      CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
      CREATE VIEW shop.open AS SELECT * FROM shop.items WHERE state = 'new';
      COMMENT ON VIEW shop.open IS 'what is not paid';
      GRANT SELECT ON shop.open TO public;
      ALTER TABLE orders ALTER COLUMN note SET STATISTICS 200;
      DO $$ BEGIN PERFORM 1; END $$;
      REINDEX TABLE orders;
      DROP TABLE old_orders;
      """;

  @TempDir private Path directory;

  @Test
  void aFileOfEveryKindRunsOnceItsHazardIsAccepted() throws Exception {
    try (SharedDatabase database = PostgresServer.shared(PostgresVersion.V17).createDatabase()) {
      execute(
          database,
          "CREATE TABLE orders (id integer PRIMARY KEY, note text)",
          "INSERT INTO orders SELECT g, 'n' FROM generate_series(1, 100) g",
          "CREATE TABLE old_orders (id integer)");
      CommandLine instar = CommandLine.ofSuperuser(database);
      String script = script();

      assertThat(instar.run("migrate", script).error()).contains("OPAQUE-STATEMENT");
      assertThat(instar.done("migrate", script, "--accept", "OPAQUE-STATEMENT"))
          .contains("is expanded");
      execute(database, "UPDATE orders SET note = 'x' WHERE id = 1");
      assertThat(ask(database, "SELECT note FROM orders WHERE id = 1")).isEqualTo("touched; twice");
      assertThat(ask(database, "SELECT count(*) FROM shop.open")).isEqualTo("100");
      assertThat(ask(database, "SELECT to_regclass('old_orders')")).isEqualTo("old_orders");

      instar.done("contract");
      assertThat(ask(database, "SELECT to_regclass('old_orders')")).isNull();
    }
  }

  private String script() throws IOException {
    Path script = directory.resolve("V1__shop.sql");
    Files.writeString(script, SCRIPT);
    return script.toString();
  }

  private static void execute(SharedDatabase database, String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String ask(SharedDatabase database, String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
