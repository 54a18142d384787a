package dev.instar.migrator.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.RunOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that Instar migrates beside one that Flyway migrates itself. */
class FolderRunTest {
  @TempDir private Path directory;

  @Test
  void theHistoryIsTheOneThatFlywayWrites() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      stock.flyway().migrate();
      folder
          .with("V2__add_note2.sql", "ALTER TABLE orders ADD note2 text;\r\n")
          .with("V3__id bigint.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;")
          .with("sub/V4.1__index.sql", "CREATE INDEX CONCURRENTLY orders_amount ON orders (amount)")
          .with("R__default.sql", "ALTER TABLE orders ALTER COLUMN note SET DEFAULT '${note}';")
          .with("U2__add_note2.sql", "ALTER TABLE orders DROP note2;");
      instar.set("placeholders.note", "it''s");
      stock.set("placeholders.note", "it''s");
      assertThat(instar.info()).isEqualTo(stock.info());

      RunOutcome outcome = instar.migrate(instar.migrations(), true);
      stock.flyway().migrate();

      assertThat(outcome.message())
          .isEqualTo("Applied version 2, version 3, version 4.1, \"default\".");
      assertThat(outcome.state()).isEqualTo(MigrationState.DONE);
      assertThat(instar.history()).hasSize(5).isEqualTo(stock.history());
      assertThat(instar.info()).isEqualTo(stock.info());
      instar.flyway().validate();
      assertThat(instar.flyway().migrate().migrationsExecuted).isZero();
      assertThat(instar.migrate().message()).isEqualTo("Nothing is pending.");
    }
  }

  /** A database and its control, in which version 1 is applied. */
  private void with(Folder folder, Both test) throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      stock.flyway().migrate();
      test.run(instar, stock);
    }
  }

  private interface Both {
    void run(FlywayFixture instar, FlywayFixture stock) throws Exception;
  }

  @Test
  void whatIsRefusedStaysPendingAndNothingAfterItBegins() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder
              .with("V2__a.sql", "ALTER TABLE orders ADD a int;")
              .with("V3__b.sql", "ALTER TABLE orders RENAME COLUMN note TO remark;")
              .with("V4__c.sql", "ALTER TABLE orders ADD c int;")
              .with("afterMigrateError.sql", "CREATE TABLE error_was_told ();")
              .with("afterEachMigrateError.sql", "CREATE TABLE each_error_was_told ();");

          assertThatThrownBy(instar::migrate)
              .isInstanceOfSatisfying(
                  MigrationException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNSAFE);
                    assertThat(e).hasMessageStartingWith("RENAME-BREAKS: ");
                  });

          assertThat(instar.info())
              .containsExactly(
                  "V1__orders.sql Success",
                  "V2__a.sql Success",
                  "V3__b.sql Pending",
                  "V4__c.sql Pending");
          assertThat(instar.history()).hasSize(2);
          assertThat(instar.database.rows("SELECT name FROM instar.migration"))
              .containsExactly("V2__a");
          assertThat(instar.database.value("SELECT to_regclass('error_was_told') IS NOT NULL"))
              .isEqualTo("t");
          assertThat(instar.database.value("SELECT to_regclass('each_error_was_told') IS NULL"))
              .isEqualTo("t");

          instar.accept("RENAME-BREAKS").migrate();
          stock.flyway().migrate();
          assertThat(instar.history()).isEqualTo(stock.history());
        });
  }

  @Test
  void whatIsHalfDoneIsFailedUntilItIsRepairedAndThenGoesOn() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder
              .with("V2__a.sql", "ALTER TABLE orders ADD a int;")
              .with(
                  "V3__unique.sql",
                  "ALTER TABLE orders ADD b int;\n"
                      + "CREATE UNIQUE INDEX orders_note ON orders (note);")
              .with("V4__c.sql", "ALTER TABLE orders ADD c int;")
              .with("V5__d.sql", "ALTER TABLE orders ADD d int;");
          instar.database.execute("INSERT INTO orders VALUES (501, 'n1', 1)");

          assertThatThrownBy(instar::migrate)
              .isInstanceOfSatisfying(
                  MigrationException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_ROWS);
                    assertThat(e).hasMessageStartingWith("V3__unique.sql is half done: ");
                    assertThat(e.advice()).contains("flyway repair", "instar abort");
                  });

          assertThat(instar.info())
              .containsExactly(
                  "V1__orders.sql Success",
                  "V2__a.sql Success",
                  "V3__unique.sql Failed",
                  "V4__c.sql Pending",
                  "V5__d.sql Pending");
          assertThatThrownBy(instar::migrate)
              .isInstanceOfSatisfying(
                  MigrationException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.FLYWAY_REFUSED);
                    assertThat(e).hasMessageContaining("Detected failed migration to version 3");
                  });

          instar.database.execute("DELETE FROM orders WHERE id = 501");
          instar.flyway().repair();
          assertThat(instar.info()).contains("V3__unique.sql Pending");
          instar.migrate();

          assertThat(instar.events)
              .contains(new ProgressEvent.Notice("going on with migration V3__unique"));
          assertThat(instar.database.rows("SELECT name, state FROM instar.migration ORDER BY id"))
              .containsExactly("V2__a|done", "V3__unique|done", "V4__c|done", "V5__d|done");
          stock.flyway().migrate();
          assertThat(instar.history()).isEqualTo(stock.history());
          instar.flyway().validate();
        });
  }

  @Test
  void whatIsStoppedStaysPendingAndTheSameCommandGoesOn() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder
              .with("V2__id.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;")
              .with("V3__c.sql", "ALTER TABLE orders ADD c int;");
          instar.stopAtAStep();
          RunOutcome outcome = instar.migrate();

          assertThat(outcome.stopped()).isTrue();
          assertThat(instar.info())
              .containsExactly("V1__orders.sql Success", "V2__id.sql Pending", "V3__c.sql Pending");
          assertThat(instar.database.rows("SELECT name, state FROM instar.migration"))
              .containsExactly("V2__id|running");

          instar.migrate(instar.migrations(), true);
          stock.flyway().migrate();
          assertThat(instar.history()).isEqualTo(stock.history());
          assertThat(instar.database.value("SELECT count(*) FROM instar.migration")).isEqualTo("2");
        });
  }

  @Test
  void whatWasFinishedElsewhereIsRecordedAndNotDoneAgain() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder.with("V2__id.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;");
          instar.stopAtAStep();
          instar.migrate();
          instar.migrations().resume(false);
          assertThat(instar.info()).contains("V2__id.sql Pending");

          instar.migrate();

          stock.flyway().migrate();
          assertThat(instar.history()).isEqualTo(stock.history());
          assertThat(instar.database.rows("SELECT name, state FROM instar.migration"))
              .containsExactly("V2__id|expanded");
        });
  }

  @Test
  void flywaysSessionsHoldNoTransactionWhileAVersionRuns() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder
              .with("V2__id.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;")
              .with("beforeEachMigrate.sql", "CREATE TABLE IF NOT EXISTS noise ();");
          List<String> states = new ArrayList<>();
          instar
              .atTheFirstStep(
                  migrations ->
                      states.addAll(
                          instar.rows(
                              "SELECT state, count(*) FROM pg_stat_activity"
                                  + " WHERE datname = current_database()"
                                  + " AND application_name LIKE 'Flyway%' GROUP BY state")))
              .migrate();
          assertThat(states).containsExactly("idle|1");
        });
  }

  @Test
  void ifFlywayLosesItsServerMeanwhileTheVersionIsRecordedByTheNextRun() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder.with("V2__a.sql", "ALTER TABLE orders ADD a int;");
          instar.atTheFirstStep(
              migrations ->
                  instar.rows(
                      "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                          + " WHERE datname = current_database()"
                          + " AND application_name LIKE 'Flyway%'"));
          assertThatThrownBy(instar::migrate)
              .isInstanceOfSatisfying(
                  MigrationException.class,
                  e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
          assertThat(instar.info()).contains("V2__a.sql Pending");
          assertThat(instar.database.rows("SELECT state FROM instar.migration"))
              .containsExactly("done");

          instar.migrate();
          stock.flyway().migrate();
          assertThat(instar.history()).isEqualTo(stock.history());
          assertThat(instar.database.rows("SELECT state FROM instar.migration"))
              .containsExactly("done");
        });
  }

  @Test
  void whatIsTakenBackMeanwhileIsPendingAndBeginsAnew() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder.with(
              "V2__a.sql", "ALTER TABLE orders ADD a int;\nCREATE INDEX a ON orders (amount);");
          AtomicReference<CompletableFuture<RunOutcome>> abort = new AtomicReference<>();
          instar.atTheFirstStep(
              migrations -> {
                abort.set(
                    CompletableFuture.supplyAsync(
                        () -> instar.migrations().abort(Optional.empty())));
                instar.await("SELECT bool_or(abort) FROM instar.control");
              });
          assertThatThrownBy(instar::migrate)
              .isInstanceOfSatisfying(
                  MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ABORTED));
          assertThat(abort.get().get().state()).isEqualTo(MigrationState.ABORTED);
          assertThat(instar.info()).contains("V2__a.sql Pending");

          instar.migrate();
          stock.flyway().migrate();
          assertThat(instar.history()).isEqualTo(stock.history());
        });
  }

  @Test
  void aCleanedDatabaseIsMigratedAnew() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder.with("V2__a.sql", "ALTER TABLE orders ADD a int;");
          instar.migrate();
          for (FlywayFixture each : List.of(instar, stock)) {
            each.flyway().clean();
            each.set("target", "1").flyway().migrate();
            each.set("target", "latest");
          }

          instar.migrate();
          stock.flyway().migrate();

          assertThat(instar.history()).isEqualTo(stock.history());
          assertThat(instar.database.rows("SELECT a FROM orders LIMIT 1")).containsExactly("null");
          assertThat(instar.database.value("SELECT count(*) FROM instar.migration")).isEqualTo("2");
        });
  }

  @Test
  void aRepeatableMigrationRunsWhenItChangesAndWhenItChangesBack() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          for (String value : List.of("1", "2", "1")) {
            folder.with(
                "R__default.sql", "ALTER TABLE orders ALTER amount SET DEFAULT " + value + ";");
            instar.migrate();
            stock.flyway().migrate();
            assertThat(instar.history()).isEqualTo(stock.history());
            assertThat(
                    instar.database.value(
                        "SELECT column_default FROM information_schema.columns"
                            + " WHERE table_name = 'orders' AND column_name = 'amount'"))
                .isEqualTo(value);
          }
          assertThat(instar.history()).hasSize(4);
          assertThat(instar.migrate().message()).isEqualTo("Nothing is pending.");
        });
  }

  @Test
  void aVersionBelowTheCurrentOneRunsOutOfOrderIfThatIsAskedFor() throws Exception {
    Folder folder = new Folder(directory).withOrders();
    with(
        folder,
        (instar, stock) -> {
          folder.with("V3__c.sql", "ALTER TABLE orders ADD c int;");
          instar.migrate();
          stock.flyway().migrate();
          folder.with("V2__b.sql", "ALTER TABLE orders ADD b int;");
          assertThatThrownBy(instar::migrate)
              .isInstanceOfSatisfying(
                  MigrationException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.FLYWAY_REFUSED);
                    assertThat(e).hasMessageContaining("outOfOrder");
                  });

          instar.set("outOfOrder", "true").migrate();
          stock.set("outOfOrder", "true").flyway().migrate();
          assertThat(instar.history()).isEqualTo(stock.history());
          assertThat(instar.info()).isEqualTo(stock.info()).contains("V2__b.sql Out of Order");
        });
  }

  @Test
  void callbacksAndJavaMigrationsAreFlywaysAndRunInItsOrder() throws Exception {
    Folder folder =
        new Folder(directory)
            .withOrders()
            .with(
                "V1.1__calls.sql", "CREATE TABLE calls (n serial, what text, path text, seen int)");
    with(
        folder,
        (instar, stock) -> {
          folder
              .with("V2__a.sql", "ALTER TABLE orders ADD a int;")
              .with("V4__b.sql", "ALTER TABLE orders ADD b int;")
              .with("R__default.sql", "ALTER TABLE orders ALTER amount SET DEFAULT 1;");
          for (String event : EVENTS) {
            folder.with(
                event + ".sql",
                "INSERT INTO calls (what, path, seen) SELECT '"
                    + event
                    + "', current_setting('search_path'), count(*) FROM flyway_schema_history;");
          }
          String locations = folder.location() + ",classpath:dev/instar/migrator/flyway/java";
          instar.set("locations", locations).migrate();
          stock.set("locations", locations).flyway().migrate();

          assertThat(instar.history()).isEqualTo(stock.history());
          String calls = "SELECT what, path, seen FROM calls ORDER BY n";
          assertThat(instar.database.rows(calls))
              .isEqualTo(stock.database.rows(calls))
              .contains("a Java migration|\"public\",\"$user\", public|3");
        });
  }

  private static final List<String> EVENTS =
      List.of(
          "beforeValidate",
          "afterValidate",
          "beforeMigrate",
          "beforeEachMigrate",
          "afterEachMigrate",
          "afterVersioned",
          "beforeRepeatables",
          "afterMigrateApplied",
          "afterMigrate");
}
