package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done after the swap is waited for politely, can be stopped, and is done again. */
class AfterSwapTest {
  private static final String WIDEN = "ALTER COLUMN id TYPE bigint";

  private RebuildHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new RebuildHarness(PostgresServer.shared(PostgresVersion.V17));
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, p int)",
        "INSERT INTO public.t SELECT i, i FROM generate_series(1, 100) i",
        "CREATE TABLE public.child (t int CONSTRAINT child_t REFERENCES public.t)");
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aProofWaitsForItsLockHindersNobodyAndCanBeStopped() throws Exception {
    harness.rebuild("t", WIDEN);
    asIfItHadEndedRightAfterTheSwap();
    try (Connection other = harness.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE public.child IN SHARE UPDATE EXCLUSIVE MODE");
      try (Running rebuild = Running.start(harness, harness.context("t", Map.of(), WIDEN))) {
        rebuild.awaitNotice("waiting for SHARE UPDATE EXCLUSIVE on public.child");
        harness.sql(
            "SET lock_timeout = 1000",
            "INSERT INTO public.child VALUES (7)",
            "SELECT count(*) FROM public.child, public.t");
        rebuild.interrupt();
        assertThat(rebuild.end()).get().isInstanceOf(InterruptedException.class);
      }
      assertThat(validated()).isEqualTo("f");
      other.rollback();
    }
    harness.rebuild("t", WIDEN);
    assertThat(validated()).isEqualTo("t");
    assertThat(harness.query("SELECT phase FROM instar.shadow")).isEqualTo("finished");
  }

  @Test
  void aPublicationThatSomebodyHasLockedIsWaitedForUntilTheRunIsToStop() throws Exception {
    harness.rebuild("t", WIDEN);
    asIfItHadEndedRightAfterTheSwap();
    String publication = harness.query("SELECT publication FROM instar.shadow");
    harness.sql("CREATE PUBLICATION " + publication + " FOR TABLE public.t");
    try (Connection other = harness.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("ALTER PUBLICATION " + publication + " ADD TABLE public.child");
      try (Running rebuild = Running.start(harness, harness.context("t", Map.of(), WIDEN))) {
        rebuild.awaitTrue(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND"
                + " wait_event_type = 'Lock' AND query LIKE 'DROP PUBLICATION%')");
        harness.sql("SET lock_timeout = 1000", "UPDATE public.t SET p = 5 WHERE id = 5");
        rebuild.interrupt();
        assertThat(rebuild.end()).get().isInstanceOf(InterruptedException.class);
      }
      other.rollback();
    }
    harness.rebuild("t", WIDEN);
    assertThat(harness.query("SELECT count(*) FROM pg_publication")).isEqualTo("0");
  }

  @Test
  void aConstraintThatTheApplicationHasDroppedSinceIsPassedOver() throws Exception {
    harness.rebuild("t", WIDEN);
    asIfItHadEndedRightAfterTheSwap();
    harness.sql("DROP TABLE public.child");
    harness.rebuild("t", WIDEN);
    assertThat(harness.query("SELECT phase FROM instar.shadow")).isEqualTo("finished");
  }

  @Test
  void rowsAgainstAForeignKeyOfTheNewShapeAreToldWithTheShapeLive() throws Exception {
    harness.sql("CREATE TABLE public.parent (id int PRIMARY KEY)");
    String[] actions = {WIDEN, "ADD CONSTRAINT of FOREIGN KEY (p) REFERENCES public.parent"};
    try (Running rebuild = Running.start(harness, harness.context("t", Map.of(), actions))) {
      MigrationException failed = rebuild.fails();
      assertThat(failed.code()).isEqualTo(ErrorCode.DATA_CONFLICT);
      assertThat(failed.advice()).contains("is live").doesNotContain("untouched");
    }
    harness.sql("INSERT INTO public.parent SELECT generate_series(1, 100)");
    harness.rebuild(harness.context("t", Map.of(), actions));
    assertThat(harness.query("SELECT phase FROM instar.shadow")).isEqualTo("finished");
  }

  /** What a runner that was taken for dead still writes does not bring the copy back. */
  @Test
  void aPhaseIsNeverGoneBackTo() throws Exception {
    harness.rebuild("t", WIDEN);
    try (Connection connection = harness.connect()) {
      new ShadowState(1, "1.1")
          .savePhase(connection, ShadowState.Phase.CREATED, ShadowState.Phase.COPYING);
    }
    assertThat(harness.query("SELECT phase FROM instar.shadow")).isEqualTo("finished");
  }

  private void asIfItHadEndedRightAfterTheSwap() throws Exception {
    harness.sql(
        "UPDATE instar.shadow SET phase = 'swapped'",
        "ALTER TABLE public.child DROP CONSTRAINT child_t",
        "ALTER TABLE public.child ADD CONSTRAINT child_t FOREIGN KEY (t) REFERENCES public.t NOT"
            + " VALID");
  }

  private String validated() throws Exception {
    return harness.query("SELECT convalidated FROM pg_constraint WHERE conname = 'child_t'");
  }
}
