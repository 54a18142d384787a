package dev.instar.migrator.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway's settings mean to Instar what they mean to Flyway. */
class FolderSettingsTest {
  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void createFolder() throws Exception {
    folder = new Folder(directory).withOrders();
  }

  @Test
  void placeholdersHaveTheirValuesAndAScriptMayDoWithoutThem() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      folder
          .with("V2__a.sql", "ALTER TABLE #[t] ADD a text DEFAULT '#[flyway:filename] #[x]';")
          .with("V3__b.sql", "ALTER TABLE orders ADD b text DEFAULT '#[x]';")
          .with("V3__b.sql.conf", "placeholderReplacement=false\nexecuteInTransaction=false\n");
      for (FlywayFixture each : List.of(instar, stock)) {
        each.set("target", "1").flyway().migrate();
        each.set("target", "latest")
            .set("placeholderPrefix", "#[")
            .set("placeholderSuffix", "]")
            .set("placeholders.t", "orders")
            .set("placeholders.x", "y");
      }
      folder.with("R__c.sql", "ALTER TABLE orders ALTER b SET DEFAULT '#[flyway:user] #[x]';");
      instar.migrate();
      stock.flyway().migrate();

      assertThat(instar.history()).isEqualTo(stock.history());
      String defaults =
          "SELECT column_name, column_default FROM information_schema.columns"
              + " WHERE table_name = 'orders' ORDER BY ordinal_position";
      assertThat(instar.database.rows(defaults))
          .isEqualTo(stock.database.rows(defaults))
          .contains("a|'V2__a.sql y'::text", "b|'postgres y'::text");
      instar.flyway().validate();
    }
  }

  @Test
  void aPlaceholderWithoutAValueIsNamedAndNothingIsDone() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder.with("V2__a.sql", "ALTER TABLE orders ADD ${what} text;");
      assertThatThrownBy(instar::migrate)
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.FLYWAY_REFUSED))
          .hasMessageContaining("No value provided for placeholder: ${what}");
      assertThat(instar.info()).contains("V2__a.sql Pending");
    }
  }

  @Test
  void aFileIsReadInTheEncodingThatItHas() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      Files.write(
          directory.resolve("V2__a.sql"),
          "ALTER TABLE orders ADD a text DEFAULT 'grün';".getBytes(StandardCharsets.ISO_8859_1));
      for (FlywayFixture each : List.of(instar, stock)) {
        each.set("encoding", "ISO-8859-1").set("target", "1").flyway().migrate();
        each.set("target", "2");
      }
      instar.migrate();
      stock.flyway().migrate();
      assertThat(instar.history()).isEqualTo(stock.history());
      assertThat(instar.database.value("SELECT a FROM orders LIMIT 1")).isEqualTo("grün");
    }
  }

  @Test
  void namesAreLookedUpInItsSchemaAndTheHistoryIsTheTableThatIsNamed() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      folder.with("V2__a.sql", "ALTER TABLE orders ALTER id TYPE bigint;");
      for (FlywayFixture each : List.of(instar, stock)) {
        each.database.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        each.set("schemas", "shop,other").set("table", "history").set("target", "1");
        each.flyway().migrate();
        each.set("target", "latest");
      }
      instar.migrate();
      stock.flyway().migrate();

      assertThat(instar.history("shop.history")).isEqualTo(stock.history("shop.history"));
      String types =
          "SELECT table_schema, data_type FROM information_schema.columns"
              + " WHERE table_name = 'orders' AND column_name = 'id'"
              + " AND table_schema !~ '^instar' ORDER BY 1";
      assertThat(instar.database.rows(types))
          .isEqualTo(stock.database.rows(types))
          .containsExactly("public|integer", "shop|bigint");
    }
  }

  @Test
  void theSameFolderInAnotherSchemaIsAnotherMigration() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      for (String schema : List.of("one", "two")) {
        instar.set("schemas", schema).set("target", "1").flyway().migrate();
      }
      folder.with("V2__a.sql", "ALTER TABLE orders ALTER id TYPE bigint;");
      instar.set("target", "latest").set("schemas", "one").stopAtAStep().migrate();

      instar.set("schemas", "two");
      assertThatThrownBy(instar::migrate)
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.UNFINISHED_MIGRATION));
      assertThat(instar.info()).contains("V2__a.sql Pending");

      instar.set("schemas", "one").migrate();
      instar.set("schemas", "two").migrate();
      assertThat(
              instar.database.rows(
                  "SELECT table_schema FROM information_schema.columns WHERE table_name = 'orders'"
                      + " AND data_type = 'bigint' AND table_schema !~ '^instar' ORDER BY 1"))
          .containsExactly("one", "two");
    }
  }

  @Test
  void tablesThatWereThereBeforeAreTheBaseline() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      for (FlywayFixture each : List.of(instar, stock)) {
        each.flyway().migrate();
        each.database.execute("DROP TABLE flyway_schema_history");
      }
      folder.with("V2__a.sql", "ALTER TABLE orders ADD a int;");
      assertThatThrownBy(instar::migrate)
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.FLYWAY_REFUSED));
      instar.set("baselineOnMigrate", "true").migrate();
      stock.set("baselineOnMigrate", "true").flyway().migrate();
      assertThat(instar.history()).hasSize(2).isEqualTo(stock.history());
    }
  }

  @Test
  void aBaselineMigrationStandsForTheVersionsBelowIt() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      folder
          .with("V2__a.sql", "ALTER TABLE public.orders ADD a int;")
          .with("B2__all.sql", "ALTER TABLE public.orders ADD a int;")
          .with("V3__c.sql", "ALTER TABLE public.orders ADD c int;");
      for (FlywayFixture each : List.of(instar, stock)) {
        each.database.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        each.set("schemas", "app");
      }
      instar.migrate();
      stock.flyway().migrate();
      assertThat(instar.history("app.flyway_schema_history"))
          .isEqualTo(stock.history("app.flyway_schema_history"))
          .anyMatch(row -> row.contains("|SQL_BASELINE|B2__all.sql|"));
      assertThat(instar.info()).isEqualTo(stock.info());
    }
  }

  @Test
  void onlyVersionsUpToTheTargetRunAndMissingOnesMayBeIgnored() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      folder
          .with("V1.5__gone.sql", "SELECT 1;")
          .with("V2__a.sql", "ALTER TABLE orders ADD a int;")
          .with("V3__b.sql", "ALTER TABLE orders ADD b int;");
      for (FlywayFixture each : List.of(instar, stock)) {
        each.set("target", "1.5").flyway().migrate();
      }
      folder.without("V1.5__gone.sql");
      instar.set("target", "2");
      assertThatThrownBy(instar::migrate).hasMessageContaining("not resolved locally: 1.5");
      instar.set("ignoreMigrationPatterns", "*:missing").migrate();
      stock.set("target", "2").set("ignoreMigrationPatterns", "*:missing").flyway().migrate();
      assertThat(instar.history()).hasSize(3).isEqualTo(stock.history());
      assertThat(instar.info()).isEqualTo(stock.info()).contains("V3__b.sql Above Target");
    }
  }

  @Test
  void aGroupRunsUnderOneLockAndEveryVersionHasItsRow() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      for (FlywayFixture each : List.of(instar, stock)) {
        each.set("group", "true").flyway().migrate();
      }
      folder
          .with("V2__a.sql", "ALTER TABLE orders ADD a int;")
          .with("V3__b.sql", "ALTER TABLE orders ADD b int;");
      instar.migrate();
      stock.flyway().migrate();
      assertThat(instar.history()).hasSize(3).isEqualTo(stock.history());
    }
  }

  @Test
  void aRoleThatOnlyFlywaysSessionHasIsRefused() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder.with("V2__a.sql", "ALTER TABLE orders ADD a int;");
      instar.set("initSql", "SET ROLE pg_monitor");
      instar.database.execute(
          "GRANT USAGE, CREATE ON SCHEMA public TO pg_monitor",
          "GRANT ALL ON flyway_schema_history TO pg_monitor");
      assertThatThrownBy(instar::migrate)
          .isInstanceOfSatisfying(
              MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PRIVILEGE))
          .hasMessageContaining("pg_monitor");
      assertThat(instar.set("initSql", "SELECT 1").info()).contains("V2__a.sql Pending");
    }
  }

  @Test
  void aLockThatIsNotToBeHadLeavesTheVersionPending() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder.with("V2__a.sql", "ALTER TABLE orders ADD a int;");
      try (Connection reader = instar.database.connect();
          Statement statement = reader.createStatement()) {
        reader.setAutoCommit(false);
        statement.execute("LOCK TABLE orders IN ACCESS SHARE MODE");
        assertThatThrownBy(instar::migrate)
            .isInstanceOfSatisfying(
                MigrationException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCK_NOT_AVAILABLE));
      }
      assertThat(instar.info()).contains("V2__a.sql Pending");
      instar.migrate();
      assertThat(instar.info()).contains("V2__a.sql Success");
      assertThat(instar.database.value("SELECT count(*) FROM instar.migration")).isEqualTo("1");
    }
  }

  @Test
  void theSameOnTheBundledEngine() throws Exception {
    try (PostgresServer engine = PostgresServer.builder(PostgresVersion.V17).bundled().start();
        FlywayFixture instar = FlywayFixture.on(engine, folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      stock.flyway().migrate();
      folder
          .with("V2__a.sql", "ALTER TABLE orders ADD a int DEFAULT 5;")
          .with("V3__id.sql", "ALTER TABLE orders ALTER id TYPE bigint;")
          .with("V4__amount.sql", "CREATE INDEX CONCURRENTLY orders_amount ON orders (amount);")
          .with("R__note.sql", "ALTER TABLE orders ALTER note SET DEFAULT 'x';");
      instar.migrate(instar.migrations(), true);
      stock.flyway().migrate();
      assertThat(instar.history()).hasSize(5).isEqualTo(stock.history());
      instar.flyway().validate();
    }
  }
}
