package dev.instar.migrator.postgresql.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackfillStepTest {
  private static final int ROWS = 5000;

  private StepFixture fixture;
  private TestDatabase database;

  @BeforeEach
  void prepare() throws SQLException {
    fixture = new StepFixture();
    database = fixture.database;
    database.execute(
        "CREATE TABLE public.t (id int PRIMARY KEY, v int, c int)",
        "INSERT INTO public.t SELECT i, i, NULL FROM generate_series(1, " + ROWS + ") i");
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  @Test
  void everyRowIsUpdatedOnce() throws Exception {
    fixture.steps.execute(enter("t", "c", "t.v + 1", "t.c IS NULL"));
    assertThat(done("c = v + 1")).isEqualTo(ROWS);
    assertThat(database.value("SELECT rows_done FROM instar.backfill"))
        .isEqualTo(Integer.toString(ROWS));
  }

  @Test
  void killedBetweenBatchesItGoesOnFromItsFrontierAndUpdatesNoRowTwice() throws Exception {
    database.execute("UPDATE public.t SET c = 0");
    // The predicate cannot tell a row that is done: only the frontier can.
    StepContext context = enter("t", "c", "c + 1", "c >= 0 AND c < 1");
    AtomicInteger checks = new AtomicInteger();
    fixture.check =
        () -> {
          if (checks.incrementAndGet() == 3) {
            throw new MigrationException(ErrorCode.LEASE_LOST, "killed", "");
          }
        };
    assertThatThrownBy(() -> fixture.steps.execute(context)).hasMessage("killed");
    long before = done("c = 1");
    assertThat(before).isBetween(1L, ROWS - 1L);
    assertThat(database.value("SELECT rows_done FROM instar.backfill"))
        .isEqualTo(Long.toString(before));
    assertThat(database.value("SELECT frontier[1] FROM instar.backfill"))
        .isEqualTo(database.value("SELECT max(id) FROM public.t WHERE c = 1"));

    fixture.check = () -> {};
    fixture.steps.execute(context);
    assertThat(done("c = 1")).isEqualTo(ROWS);
  }

  @Test
  void aRowThatTheApplicationHoldsIsWaitedForWithoutHoldingAnother() throws Exception {
    StepContext context = enter("t", "c", "v", "c IS NULL");
    try (Connection application = database.connect()) {
      application.setAutoCommit(false);
      TestDatabase.execute(application, "UPDATE public.t SET v = 77 WHERE id = 500");
      CompletableFuture<Void> fill = CompletableFuture.runAsync(() -> execute(context));
      database.await("SELECT count(*) = 499 FROM public.t WHERE c IS NOT NULL");
      database.await(
          "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid')");
      // A deadlock, if the batch held its rows while it waited for ours.
      TestDatabase.execute(application, "UPDATE public.t SET v = 78 WHERE id IN (5, 900)");
      application.commit();
      fill.get(60, TimeUnit.SECONDS);
    }
    assertThat(done("c IS NOT NULL")).isEqualTo(ROWS);
    assertThat(database.value("SELECT c FROM public.t WHERE id = 500")).isEqualTo("77");
    assertThat(database.value("SELECT rows_done FROM instar.backfill"))
        .isEqualTo(Integer.toString(ROWS));
  }

  @Test
  void whenThePatienceIsOverTheWritersAreNamed() throws Exception {
    fixture.patience = Duration.ofMillis(500);
    StepContext context = enter("t", "c", "v", "c IS NULL");
    try (Connection application = database.connect()) {
      application.setAutoCommit(false);
      TestDatabase.execute(
          application,
          "SET application_name = 'holder'",
          "UPDATE public.t SET v = 77 WHERE id = 3");
      assertThatThrownBy(() -> fixture.steps.execute(context))
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCK_NOT_AVAILABLE))
          .hasMessageContaining("holder");
    }
  }

  @Test
  void aRowWhoseKeyMovesBackOverTheFrontierIsFoundAtTheEnd() throws Exception {
    StepContext context = enter("t", "c", "v", "c IS NULL");
    AtomicInteger checks = new AtomicInteger();
    fixture.check =
        () -> {
          if (checks.incrementAndGet() == 3) {
            uncheckedExecute("UPDATE public.t SET id = -1 WHERE id = " + ROWS);
          }
        };
    fixture.steps.execute(context);
    assertThat(database.value("SELECT c FROM public.t WHERE id = -1"))
        .isEqualTo(Integer.toString(ROWS));
    assertThat(done("c = v")).isEqualTo(ROWS);
  }

  @Test
  void aCompositeTextKeyWithACollationIsGoneAlongInItsOwnOrder() throws Exception {
    database.execute(
        "CREATE TABLE public.k (a text COLLATE \"C\", b date, \"V x\" int, c int,"
            + " PRIMARY KEY (a, b))",
        "INSERT INTO public.k SELECT chr(32 + i % 90) || '''\\,{', date '2020-01-01' + i, i, NULL"
            + " FROM generate_series(1, 4000) i");
    fixture.steps.execute(enter("k", "c", "\"V x\"", "c IS NULL"));
    assertThat(database.value("SELECT count(*) FROM public.k WHERE c = \"V x\"")).isEqualTo("4000");
  }

  @Test
  void aUniqueNotNullKeyServesWhereThePrimaryKeyIsWhatIsWritten() throws Exception {
    database.execute(
        "ALTER TABLE public.t ALTER v SET NOT NULL", "CREATE UNIQUE INDEX t_v ON public.t (v)");
    fixture.steps.execute(enter("t", "id", "-v", "id > 0"));
    assertThat(done("id = -v")).isEqualTo(ROWS);
  }

  @Test
  void withoutAKeyItIsRefused() throws Exception {
    database.execute("CREATE TABLE public.n (v int)", "CREATE UNIQUE INDEX ON public.n (v)");
    StepContext context = enter("n", "v", "1", "v <> 1");
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_USABLE_KEY));
  }

  /** Rows that move while it goes over the table are met by the next pass. */
  @Test
  void withoutAKeyItGoesOverTheBlocksUntilNoRowIsLeft() throws Exception {
    database.execute(
        "CREATE TABLE public.n (v int, c int)",
        "INSERT INTO public.n SELECT i, NULL FROM generate_series(1, 20000) i",
        "ANALYZE public.n");
    StepContext context = enter("n", "c", "v + 1", "\"c\" IS NULL");
    AtomicInteger checks = new AtomicInteger();
    AtomicBoolean moved = new AtomicBoolean();
    fixture.check =
        () -> {
          if (checks.incrementAndGet() == 2) {
            // A row that is still to be done moves to the room of rows that are done already.
            uncheckedExecute("DELETE FROM public.n WHERE v <= 100");
            uncheckedExecute("VACUUM public.n");
            uncheckedExecute("UPDATE public.n SET v = v WHERE v = 15000");
            moved.set(true);
          }
        };
    fixture.steps.execute(context);
    assertThat(moved).isTrue();
    assertThat(database.value("SELECT count(*) FROM public.n WHERE c = v + 1")).isEqualTo("19900");
    assertThat(database.value("SELECT rows_done FROM instar.backfill")).isEqualTo("20000");
  }

  @Test
  void withoutAKeyARowThatTheApplicationHoldsIsWaitedFor() throws Exception {
    database.execute(
        "CREATE TABLE public.n (v int, c int)",
        "INSERT INTO public.n SELECT i, NULL FROM generate_series(1, 3000) i");
    StepContext context = enter("n", "c", "v", "\"c\" IS NULL");
    try (Connection application = database.connect()) {
      application.setAutoCommit(false);
      TestDatabase.execute(application, "UPDATE public.n SET v = 77 WHERE v = 50");
      CompletableFuture<Void> fill = CompletableFuture.runAsync(() -> execute(context));
      database.await("SELECT count(*) = 49 FROM public.n WHERE c IS NOT NULL");
      TestDatabase.execute(application, "UPDATE public.n SET v = 78 WHERE v = 5");
      application.commit();
      fill.get(60, TimeUnit.SECONDS);
    }
    assertThat(database.value("SELECT count(c) FROM public.n")).isEqualTo("3000");
  }

  @Test
  void withoutAKeyItGoesOnAfterAKill() throws Exception {
    database.execute(
        "CREATE TABLE public.n (v int, c int)",
        "INSERT INTO public.n SELECT i, NULL FROM generate_series(1, 20000) i");
    StepContext context = enter("n", "c", "v", "\"c\" IS NULL");
    AtomicInteger checks = new AtomicInteger();
    fixture.check =
        () -> {
          if (checks.incrementAndGet() == 3) {
            throw new MigrationException(ErrorCode.LEASE_LOST, "killed", "");
          }
        };
    assertThatThrownBy(() -> fixture.steps.execute(context)).hasMessage("killed");
    fixture.check = () -> {};
    // A key that came meanwhile serves from here on.
    database.execute("ALTER TABLE public.n ADD PRIMARY KEY (v)");
    fixture.steps.execute(context);
    assertThat(database.value("SELECT count(*) FROM public.n WHERE c = v")).isEqualTo("20000");
    assertThat(database.value("SELECT rows_done FROM instar.backfill")).isEqualTo("20000");
  }

  /** A row of a child is where another of the parent's is. */
  @Test
  void withoutAKeyATableOfSeveralPartsIsRefused() throws Exception {
    database.execute(
        "CREATE TABLE public.n (v int, c int)", "CREATE TABLE public.m () INHERITS (public.n)");
    StepContext context = enter("n", "c", "v", "\"c\" IS NULL");
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_USABLE_KEY));
  }

  @Test
  void underAnOldEpochNoRowIsWritten() throws Exception {
    StepContext context = enter("t", "c", "v", "c IS NULL");
    database.execute("UPDATE instar.epoch SET epoch = 1");
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    assertThat(done("c IS NOT NULL")).isZero();
  }

  private StepContext enter(String table, String column, String expression, String predicate)
      throws SQLException {
    return fixture.enter(
        StepFixture.step(
            new StepAction.Backfill(
                new TableName("public", table), Map.of(column, expression), predicate),
            new Undo.Nothing("-")));
  }

  private void execute(StepContext context) {
    try {
      fixture.steps.execute(context);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void uncheckedExecute(String sql) {
    try {
      database.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long done(String condition) throws SQLException {
    return Long.parseLong(database.value("SELECT count(*) FROM public.t WHERE " + condition));
  }
}
