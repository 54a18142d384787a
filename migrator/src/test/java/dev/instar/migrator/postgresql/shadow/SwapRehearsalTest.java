package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would fail in the swap fails before anything is made, and rehearsing it hinders nobody. */
class SwapRehearsalTest {
  private static final String WIDEN = "ALTER COLUMN id TYPE bigint";

  private RebuildHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new RebuildHarness(PostgresServer.shared(PostgresVersion.V17));
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, a int)",
        "INSERT INTO public.t SELECT i, i FROM generate_series(1, 2000) i");
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aViewThatCannotBeMadeAgainStopsItBeforeAnythingIsMade() throws Exception {
    harness.sql("CREATE VIEW public.sums AS SELECT a + 1 AS b FROM public.t");
    try (Running rebuild =
        Running.start(
            harness,
            harness.context(
                "t", Map.of("a", "a > 0"), "ALTER COLUMN a TYPE boolean USING a > 0"))) {
      MigrationException refused = rebuild.fails();
      assertThat(refused.code()).isEqualTo(ErrorCode.DEPENDENT_OBJECT);
      assertThat(refused).hasMessageContaining("boolean + integer").hasMessageContaining("sums");
    }
    nothingIsLeft();
  }

  @Test
  void whoOwnsAllOfItAndMayReplicateCanRebuildAndNobodyElse() throws Exception {
    harness.role("rehearsal_owner");
    harness.role("rehearsal_other");
    harness.sql(
        "ALTER ROLE rehearsal_owner REPLICATION",
        "GRANT CREATE ON DATABASE "
            + harness.query("SELECT current_database()")
            + " TO rehearsal_owner",
        "GRANT ALL ON SCHEMA public, instar TO rehearsal_owner, rehearsal_other",
        "GRANT ALL ON ALL TABLES IN SCHEMA instar TO rehearsal_owner",
        "ALTER TABLE public.t OWNER TO rehearsal_owner",
        "CREATE VIEW public.theirs AS SELECT a FROM public.t",
        "ALTER VIEW public.theirs OWNER TO rehearsal_other",
        "ALTER ROLE "
            + harness.query("SELECT session_user")
            + " IN DATABASE "
            + harness.query("SELECT current_database()")
            + " SET role = rehearsal_owner");
    try (Running rebuild = Running.start(harness, harness.context("t", Map.of(), WIDEN))) {
      MigrationException refused = rebuild.fails();
      assertThat(refused.code()).isEqualTo(ErrorCode.DEPENDENT_OBJECT);
      assertThat(refused).hasMessageContaining("theirs");
    }
    nothingIsLeft();
    // Without it, who owns the table and may replicate can do it all.
    harness.sql("SET ROLE none", "DROP VIEW public.theirs");
    assertThat(harness.rebuild("t", WIDEN).rowsCopied()).isEqualTo(2000);
  }

  @Test
  void anIndexOfTheNewShapeThatCannotBeBuiltStopsItBeforeAnythingIsMade() throws Exception {
    // The clone's own index passes, and the one that is built later would not.
    harness.sql(
        "CREATE INDEX doomed ON public.t (a)",
        """
        CREATE FUNCTION public.veto() RETURNS event_trigger LANGUAGE plpgsql AS $$
        DECLARE c record; BEGIN
          FOR c IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
            IF c.schema_name LIKE 'instar_shadow%' AND (SELECT format_type(atttypid, NULL)
                FROM pg_attribute WHERE attname = 'id' AND attrelid = (SELECT indrelid FROM pg_index
                 WHERE indexrelid = c.objid)) = 'bigint' THEN
              RAISE EXCEPTION 'no more indexes';
            END IF;
          END LOOP;
        END $$\
        """,
        "CREATE EVENT TRIGGER veto ON ddl_command_end WHEN TAG IN ('CREATE INDEX')"
            + " EXECUTE FUNCTION public.veto()");
    try (Running rebuild = Running.start(harness, harness.context("t", Map.of(), WIDEN))) {
      MigrationException refused = rebuild.fails();
      assertThat(refused.code()).isEqualTo(ErrorCode.DEPENDENT_OBJECT);
      assertThat(refused).hasMessageContaining("no more indexes");
    }
    nothingIsLeft();
  }

  @Test
  void whereTheLocksAreNotToBeHadItIsLeftOutAndNobodyWaits() throws Exception {
    RebuildHarness.CutOverRequest request = harness.postponed();
    try (Connection reader = harness.connect();
        Writers writers = new Writers()) {
      reader.setAutoCommit(false);
      try (Statement hold = reader.createStatement()) {
        hold.execute("SELECT count(*) FROM public.t");
      }
      writers.start(
          harness,
          1,
          (connection, random) -> {
            try (Statement write = connection.createStatement()) {
              // Twice what Instar promises to hold anybody up for.
              write.execute("SET LOCAL lock_timeout = 1000");
              write.execute("UPDATE public.t SET a = a + 1 WHERE id = 5");
            }
          });
      try (Running rebuild = Running.start(harness, harness.context("t", Map.of(), WIDEN))) {
        rebuild.awaitNotice("is not rehearsed");
        rebuild.awaitPostponed();
        reader.rollback();
        request.request();
        assertThat(rebuild.finish().rowsDiffering()).isZero();
      }
      writers.stop();
      assertThat(writers.failures()).isEmpty();
    }
  }

  @Test
  void underWritesItIsRehearsedAndNobodyWaitsForLong() throws Exception {
    try (Writers writers = new Writers()) {
      for (int client = 0; client < 3; client++) {
        writers.start(
            harness,
            client,
            (connection, random) -> {
              try (Statement write = connection.createStatement()) {
                write.execute("SET LOCAL lock_timeout = 1000");
                write.execute("UPDATE public.t SET a = a + 1 WHERE id = " + random.nextInt(2000));
              }
            });
      }
      harness.rebuild("t", WIDEN);
      writers.stop();
      assertThat(writers.failures()).isEmpty();
    }
    assertThat(harness.events())
        .anyMatch(e -> e instanceof ProgressEvent.Notice n && n.message().contains("is rehearsed"));
  }

  /** Where the rebuild of the index left it was found out only by the comparison in the swap. */
  @Test
  void anIndexStaysInItsTablespace() throws Exception {
    String tablespace = "space_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
    harness.sql(
        "SET allow_in_place_tablespaces = on",
        "CREATE TABLESPACE " + tablespace + " LOCATION ''",
        "CREATE INDEX apart ON public.t (a) TABLESPACE " + tablespace);
    harness.rebuild("t", WIDEN);
    assertThat(
            harness.query(
                "SELECT spcname FROM pg_tablespace s JOIN pg_class c ON c.reltablespace = s.oid"
                    + " WHERE c.oid = 'public.apart'::regclass"))
        .isEqualTo(tablespace);
  }

  private void nothingIsLeft() throws Exception {
    assertThat(
            harness.query(
                "SELECT (SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'instar\\_%') || ' '"
                    + " || (SELECT count(*) FROM pg_publication) || ' ' || (SELECT count(*) FROM"
                    + " pg_replication_slots WHERE database = current_database()) || ' ' ||"
                    + " (SELECT count(*) FROM instar.shadow)"))
        .isEqualTo("0 0 0 0");
  }
}
