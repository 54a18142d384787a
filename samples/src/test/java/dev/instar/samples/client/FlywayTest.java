package dev.instar.samples.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.samples.client.BothServers.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway, from the first migration to a repair. */
class FlywayTest {
  private static final String HISTORY =
      "SELECT installed_rank, version, type, script, installed_by, success"
          + " FROM flyway_schema_history ORDER BY installed_rank";

  @TempDir private Path directory;

  @Test
  void aHistoryIsMadeCheckedAndRepaired() throws Exception {
    String answers = BothServers.sameAnswer(this::life);
    assertThat(answers)
        .contains("migrated 3", "V1 Success", "R Success", "V4 Pending", "mismatch", "V3 Success");
  }

  private String life(Target target) throws IOException, SQLException {
    StringBuilder told = new StringBuilder();
    try (Stream<Path> left = Files.list(directory)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    write("V1__orders.sql", "CREATE TABLE orders (id serial PRIMARY KEY, note text NOT NULL);");
    write("V2__rows.sql", "INSERT INTO orders (note) SELECT 'n' || g FROM generate_series(1,9) g;");
    write("R__totals.sql", "CREATE OR REPLACE VIEW totals AS SELECT count(*) AS n FROM orders;");
    Flyway flyway = flyway(target);
    told.append("migrated ").append(flyway.migrate().migrationsExecuted).append('\n');
    flyway.validate();
    tell(told, flyway, target);

    // One that fails leaves nothing behind, as definitions are transactional.
    write("V3__amount.sql", "ALTER TABLE orders ADD amount int; SELECT 1 / 0;");
    write("V4__index.sql", "CREATE INDEX CONCURRENTLY orders_note ON orders (note);");
    told.append(failure(flyway::migrate)).append('\n');
    tell(told, flyway, target);

    write("V3__amount.sql", "ALTER TABLE orders ADD amount int;");
    write("V2__rows.sql", "INSERT INTO orders (note) VALUES ('another');");
    told.append(failure(flyway::validate)).append('\n');
    flyway.repair();
    told.append("migrated ").append(flyway.migrate().migrationsExecuted).append('\n');
    flyway.validate();
    tell(told, flyway, target);

    // Over tables that were there before.
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE flyway_schema_history");
    }
    told.append(failure(flyway::migrate)).append('\n');
    flyway.baseline();
    tell(told, flyway, target);
    flyway.clean();
    told.append("cleaned\n");
    told.append("migrated ").append(flyway.migrate().migrationsExecuted).append('\n');
    return told.toString();
  }

  private Flyway flyway(Target target) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(target.url(), target.user(), target.password())
            .locations("filesystem:" + directory)
            .cleanDisabled(false);
    // Its lock would be a transaction that CONCURRENTLY waits for.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration.load();
  }

  private static void tell(StringBuilder told, Flyway flyway, Target target) throws SQLException {
    for (MigrationInfo info : flyway.info().all()) {
      told.append(info.isRepeatable() ? "R" : "V" + info.getVersion())
          .append(' ')
          .append(info.getState().getDisplayName())
          .append('\n');
    }
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(HISTORY)) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          told.append(rows.getString(i)).append(i < 6 ? '|' : '\n');
        }
      }
    }
  }

  /** What it says without the places, which have the port and the directory in them. */
  private String failure(Runnable work) {
    try {
      work.run();
      return "no failure";
    } catch (FlywayException e) {
      return e.getMessage()
          .lines()
          .filter(line -> !line.contains("127.0.0.1"))
          .limit(6)
          .toList()
          .toString()
          .replace(directory.toString(), "")
          .replaceAll("test_\\d+|instar\"", "DB");
    }
  }

  private void write(String name, String sql) throws IOException {
    Files.writeString(directory.resolve(name), sql);
  }
}
