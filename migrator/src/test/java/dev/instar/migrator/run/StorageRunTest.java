package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that get another place, or another way to be kept, while they are in use. */
class StorageRunTest {
  private TestDatabase database;
  private Optional<String> tablespace = Optional.empty();

  @BeforeEach
  void prepare() throws SQLException {
    database = TestDatabase.create();
    database.execute(
        "CREATE TABLE t (id int PRIMARY KEY, v text)",
        "INSERT INTO t SELECT i, repeat('x', 3000) || i FROM generate_series(1, 500) i",
        "CREATE INDEX t_v ON t (md5(v))");
  }

  @AfterEach
  void close() throws SQLException {
    if (tablespace.isPresent()) {
      database.execute("DROP TABLE t", "DROP TABLESPACE " + tablespace.get());
    }
    database.close();
  }

  /** As the server does it by itself: its TOAST table goes along, its indexes stay. */
  @Test
  void aTableMovesToAnotherTablespaceWithWhatIsWrittenMeanwhile() throws Exception {
    String space = "space_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
    tablespace = Optional.of(space);
    database.execute(
        "SET allow_in_place_tablespaces = on", "CREATE TABLESPACE " + space + " LOCATION ''");

    migrateWhileWriting("ALTER TABLE t SET TABLESPACE " + space);

    assertThat(
            database.rows(
                "SELECT c.relkind, s.spcname FROM pg_class c LEFT JOIN pg_tablespace s ON s.oid ="
                    + " c.reltablespace WHERE c.oid = 't'::regclass OR c.oid = (SELECT"
                    + " reltoastrelid FROM pg_class WHERE oid = 't'::regclass) OR c.oid IN (SELECT"
                    + " indexrelid FROM pg_index WHERE indrelid = 't'::regclass) ORDER BY 1, 2"))
        .containsExactly("i|null", "i|null", "r|" + space, "t|" + space);
  }

  @Test
  void aTableGetsAnotherAccessMethodWithWhatIsWrittenMeanwhile() throws Exception {
    database.execute("CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler");

    migrateWhileWriting("ALTER TABLE t SET ACCESS METHOD heap2");

    assertThat(
            database.value(
                "SELECT amname FROM pg_am a JOIN pg_class c ON c.relam = a.oid WHERE c.oid ="
                    + " 't'::regclass"))
        .isEqualTo("heap2");
  }

  private void migrateWhileWriting(String sql) throws Exception {
    Plan plan = PostgresPlans.plan(database.sessions(), "V1.sql", sql, PlanOptions.DEFAULT);
    RebuildExecutor rebuild = new RebuildExecutor();
    RunFixture fixture = new RunFixture(database).rebuild(rebuild).cleanup(rebuild);
    CompletableFuture<RunOutcome> run =
        CompletableFuture.supplyAsync(() -> fixture.migrations().start(plan, "c", true));
    int written = 0;
    while (!run.isDone()) {
      written++;
      database.execute(
          "INSERT INTO t VALUES (" + -written + ", 'new')",
          "UPDATE t SET v = 'changed' WHERE id = " + written);
    }
    assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.DONE);
    assertThat(written).isPositive();
    assertThat(
            database.value(
                "SELECT count(*), count(*) FILTER (WHERE v = 'changed'), count(*) FILTER (WHERE v ="
                    + " 'new') FROM t"))
        .isEqualTo("%d|%d|%d".formatted(500 + written, Math.min(500, written), written));
  }
}
