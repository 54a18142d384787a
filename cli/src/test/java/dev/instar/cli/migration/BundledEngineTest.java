package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration on the bundled engine, by the same command line and the same driver. */
class BundledEngineTest {
  private static final int ROWS = 5_000;

  @TempDir private Path directory;

  @Test
  void aTableInUseIsRebuiltAndNoWriteIsLost() throws Exception {
    Path script = directory.resolve("bigint.sql");
    Files.writeString(script, "ALTER TABLE orders ALTER COLUMN id TYPE bigint");
    try (PostgresServer server = PostgresServer.builder(PostgresVersion.V17).bundled().start();
        SharedDatabase database = server.createDatabase()) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE orders (id int PRIMARY KEY, n bigint NOT NULL)");
        statement.execute("INSERT INTO orders SELECT g, 0 FROM generate_series(1, " + ROWS + ") g");
      }
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Long> writer = CompletableFuture.supplyAsync(() -> write(database, over));
      CommandLine instar = CommandLine.ofSuperuser(database);

      assertThat(instar.done("migrate", script.toString()))
          .contains("is expanded", "rows that differ  0");

      over.set(true);
      String written = writer.get(30, TimeUnit.SECONDS).toString();
      assertThat(ask(database, "SELECT sum(n) FROM orders")).isEqualTo(written);
      assertThat(ask(database, "SELECT pg_typeof(id) FROM orders LIMIT 1")).isEqualTo("bigint");
      assertThat(instar.done("contract")).contains("done");
      assertThat(ask(database, "SELECT count(*) FROM orders")).isEqualTo("" + ROWS);
    }
  }

  /** Returns how often it has added one to some row. */
  private static long write(SharedDatabase database, AtomicBoolean over) {
    long written = 0;
    try (Connection connection = database.connect();
        PreparedStatement update =
            connection.prepareStatement("UPDATE orders SET n = n + 1 WHERE id = ?")) {
      while (!over.get()) {
        update.setInt(1, 1 + (int) (written * 7919 % ROWS));
        written += update.executeUpdate();
      }
      return written;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
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
