package dev.instar.migrator.postgresql.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every row that is there from beginning to end is written once, whatever happens meanwhile. */
class BatchedWriteStepTest {
  private static final int ROWS = 6000;

  private StepFixture fixture;
  private TestDatabase database;

  @BeforeEach
  void prepare() throws SQLException {
    fixture = new StepFixture();
    // Batches shrink from the first on: there are many.
    fixture.chunkTime = Duration.ofMillis(1);
    database = fixture.database;
    fill();
  }

  /** Every second key is free. */
  private void fill() throws SQLException {
    database.execute(
        "DROP TABLE IF EXISTS public.t, public.o",
        "CREATE TABLE public.t (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, v int)",
        "INSERT INTO public.t SELECT 2 * i, 0, i % 10 FROM generate_series(1, " + ROWS + ") i",
        "ANALYZE public.t");
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  @Test
  void killedAtEveryBatchUnderLoadItWritesEachRowOnce() throws Exception {
    try (RowWriters writers = new RowWriters(database, 2 * ROWS)) {
      StepContext context = enter("UPDATE t SET n = n + 1 WHERE n >= 0");
      AtomicInteger checks = new AtomicInteger();
      // The second look of every run: after one batch of its own.
      fixture.check =
          () -> {
            if (checks.incrementAndGet() == 2) {
              throw new MigrationException(ErrorCode.LEASE_LOST, "killed", "");
            }
          };
      int runs = 0;
      boolean done = false;
      while (!done) {
        checks.set(0);
        runs++;
        try {
          fixture.steps.execute(context);
          done = true;
        } catch (MigrationException e) {
          assertThat(e).hasMessage("killed");
        }
      }
      assertThat(runs).isGreaterThan(4);
      writers.stop();
      assertWrittenOnce(writers);
    }
  }

  @Test
  void cutInTheMiddleOfItsBatchesUnderLoadItWritesEachRowOnce() throws Exception {
    try (RowWriters writers = new RowWriters(database, 2 * ROWS)) {
      StepContext context = enter("UPDATE t SET n = n + 1");
      Thread cutter = Thread.ofPlatform().start(() -> cut(20));
      int cuts = 0;
      boolean done = false;
      try {
        while (!done) {
          try {
            fixture.steps.execute(context);
            done = true;
          } catch (RuntimeException e) {
            assertThat(e).matches(SqlStates::connectionLost, "a lost connection");
            cuts++;
          }
        }
      } finally {
        cutter.interrupt();
        cutter.join();
      }
      assertThat(cuts).isPositive();
      writers.stop();
      assertWrittenOnce(writers);
    }
  }

  private void cut(int times) {
    try {
      for (int i = 0; i < times; i++) {
        Thread.sleep(25);
        database.terminate("instar%step");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertWrittenOnce(RowWriters writers) throws SQLException {
    assertThat(writers.failures()).isEmpty();
    assertThat(writers.committed()).isPositive();
    assertThat(
            database.rows("SELECT DISTINCT n FROM public.t WHERE id % 2 = 0 AND id <= " + 2 * ROWS))
        .as("rows that were there before")
        .containsExactly("1");
    assertThat(
            database.rows(
                "SELECT DISTINCT n FROM public.t WHERE id > (SELECT last[1]::int FROM"
                    + " instar.backfill)"))
        .as("rows that came behind the last")
        .containsExactly("0");
    assertThat(database.rows("SELECT n FROM public.t WHERE n > 1 OR n < 0"))
        .as("rows that came in between")
        .isEmpty();
  }

  @Test
  void itIsDoneAgainForNothing() throws Exception {
    StepContext context = enter("UPDATE t SET n = n + 1 WHERE v < 5");
    fixture.steps.execute(context);
    fixture.steps.execute(context);
    assertThat(database.rows("SELECT v < 5, min(n), max(n) FROM public.t GROUP BY 1 ORDER BY 1"))
        .containsExactly("f|0|0", "t|1|1");
    assertThat(database.value("SELECT rows_done FROM instar.backfill"))
        .isEqualTo(database.value("SELECT count(*) FROM public.t WHERE v < 5"));
  }

  @Test
  void aDeleteWithUsingAndAliasTakesTheRowsThatTheStatementWouldTake() throws Exception {
    database.execute(
        "CREATE TABLE public.o (id int, drop boolean)",
        "INSERT INTO public.o SELECT 2 * i, i % 3 = 0 FROM generate_series(1, 4000) i",
        "INSERT INTO public.o SELECT * FROM public.o",
        "CREATE TABLE public.expected AS SELECT * FROM public.t",
        "DELETE FROM public.expected x USING public.o WHERE o.id = x.id AND drop AND v > 2");
    fixture.steps.execute(
        enter("DELETE FROM t AS x USING o WHERE o.id = x.id AND drop AND v > 2 -- those"));
    assertThat(
            database.value("SELECT count(*) FROM (TABLE public.t EXCEPT TABLE public.expected) x"))
        .isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM public.t"))
        .isEqualTo(database.value("SELECT count(*) FROM public.expected"));
  }

  @Test
  void anUpdateWithFromAndWithSetsWhatTheStatementWouldSet() throws Exception {
    database.execute(
        "CREATE TABLE public.o (id int PRIMARY KEY, x int, tags jsonb)",
        "INSERT INTO public.o SELECT 2 * i, i, '{\"a?\": 1}' FROM generate_series(1, 4000) i");
    database.execute("ANALYZE public.o");
    // An operator with a question mark, which a driver would take for a parameter.
    String statement =
        """
        WITH w AS MATERIALIZED (SELECT id, x FROM o WHERE tags ? 'a?' AND x > 100)
        UPDATE "public"."t" SET (n, v) = (w.x, (SELECT max(o.x) FROM o WHERE o.id = t.id))
          FROM w JOIN o ON o.id = w.id /* once */
         WHERE t.id = w.id AND v <> 3
        """;
    database.execute("CREATE TABLE public.expected AS SELECT * FROM public.t");
    database.execute(statement.replace("\"public\".\"t\"", "public.expected AS t").strip());
    fixture.steps.execute(enter(statement));
    assertThat(
            database.rows("SELECT * FROM (TABLE public.t EXCEPT TABLE public.expected) x LIMIT 5"))
        .isEmpty();
    assertThat(database.value("SELECT count(*) FROM public.t WHERE n > 0")).isNotEqualTo("0");
  }

  @Test
  void aCompositeKeyIsGoneAlongInItsOwnOrder() throws Exception {
    database.execute(
        "CREATE TABLE public.o (a text COLLATE \"C\", \"b, ::text\" date, n int DEFAULT 0,"
            + " PRIMARY KEY (a, \"b, ::text\"))",
        "INSERT INTO public.o SELECT chr(32 + i % 90) || '''\\,{', date '2020-01-01' + i"
            + " FROM generate_series(1, "
            + ROWS
            + ") i",
        "ANALYZE public.o");
    fixture.steps.execute(enter("UPDATE o SET n = n + 1"));
    assertThat(database.rows("SELECT n, count(*) FROM public.o GROUP BY n"))
        .containsExactly("1|" + ROWS);
  }

  @Test
  void aPartitionedTableIsGoneAlongAsOne() throws Exception {
    database.execute(
        "CREATE TABLE public.o (id int PRIMARY KEY, n int DEFAULT 0) PARTITION BY RANGE (id)",
        "CREATE TABLE public.o1 PARTITION OF public.o FOR VALUES FROM (0) TO (2500)",
        "CREATE TABLE public.o2 PARTITION OF public.o DEFAULT",
        "INSERT INTO public.o SELECT i FROM generate_series(1, " + ROWS + ") i",
        "ANALYZE public.o");
    fixture.steps.execute(enter("UPDATE o SET n = n + 1 WHERE id <> 7"));
    assertThat(database.rows("SELECT n, count(*) FROM public.o GROUP BY n ORDER BY n"))
        .containsExactly("0|1", "1|" + (ROWS - 1));
  }

  @Test
  void anEmptyTableIsDoneAtOnce() throws Exception {
    StepContext context = enter("DELETE FROM t");
    database.execute("TRUNCATE public.t");
    fixture.steps.execute(context);
    assertThat(database.value("SELECT rows_done FROM instar.backfill")).isEqualTo("0");
  }

  /** A frontier of one key says nothing of another. */
  @Test
  void withoutTheKeyThatItWasPlannedWithItStops() throws Exception {
    StepContext context = enter("UPDATE t SET v = v + 1");
    database.execute(
        "ALTER TABLE public.t DROP CONSTRAINT t_pkey",
        "ALTER TABLE public.t ADD COLUMN k int GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_USABLE_KEY))
        .hasMessageContaining("(id)");
  }

  private StepContext enter(String statement) throws SQLException {
    Plan plan =
        PostgresPlans.plan(database.sessions(), "write.sql", statement, PlanOptions.DEFAULT);
    assertThat(plan.statements().getFirst().strategy())
        .as(() -> plan.statements().getFirst().toString())
        .isEqualTo(Strategy.BATCHED_WRITE);
    Step step = plan.steps().getFirst();
    assertThat(step.action()).isInstanceOf(StepAction.BatchedWrite.class);
    return fixture.enter(step);
  }
}
