package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I5: what is saved is never more than what is there, and what is acknowledged never more than what
 * is saved. With the position saved before the flush, or acknowledged before it is saved, a kill
 * loses rows here, or the watch of the slot sees it.
 */
class I5PositionTravelsWithDataTest {
  private RebuildHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new RebuildHarness(PostgresServer.shared(PostgresVersion.V17))
            .options(
                new RunOptions(
                    Duration.ofMillis(20),
                    2,
                    Duration.ofMillis(500),
                    Duration.ofMinutes(2),
                    false));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void killedAtAnyMomentNothingIsLost() throws Exception {
    killAndResume(1, 2);
  }

  @Tag("wide")
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void killedVeryOftenNothingIsLost(long seed) throws Exception {
    killAndResume(seed, 15);
  }

  private void killAndResume(long seed, int kills) throws Exception {
    System.out.println("seed " + seed);
    Swaps swaps = new Swaps(harness, 3_000);
    Random random = new Random(seed);
    try (Writers writers = swaps.start(2);
        SlotWatch watch = new SlotWatch()) {
      for (int i = 0; i < kills; i++) {
        try (Running rebuild = Running.start(harness, context())) {
          Thread.sleep(random.nextInt(100, 2_500));
          if (random.nextBoolean()) {
            harness.terminate();
          } else {
            rebuild.interrupt();
          }
          Optional<Throwable> end = rebuild.end();
          if (end.isPresent()) {
            assertThat(end.get())
                .isInstanceOfAny(MigrationException.class, InterruptedException.class);
          }
        }
        harness.takeOver();
      }
      try (Running rebuild = Running.start(harness, context())) {
        assertThat(rebuild.end()).isEmpty();
      }
      writers.stop();
      assertThat(writers.failures()).isEmpty();
      watch.assertNeverAhead();
    }
    assertThat(swaps.differences()).isZero();
    assertThat(harness.events())
        .noneMatch(
            event ->
                event instanceof ProgressEvent.Notice notice
                    && notice.message().contains("differ from the source"));
    assertThat(harness.query("SELECT pg_typeof(id) FROM public.t LIMIT 1")).isEqualTo("bigint");
  }

  /**
   * The server's keepalives tell of a log that moves on while the table is idle. What is confirmed
   * follows, and only as far as it is saved: while the position cannot be saved, it stands still.
   */
  @Test
  void anIdleTableIsConfirmedNoFurtherThanItIsSaved() throws Exception {
    fill(1_000);
    harness.sql("CREATE TABLE public.elsewhere (id int)");
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    try (SlotWatch watch = new SlotWatch();
        Running rebuild = Running.start(harness, context());
        Connection other = harness.connect();
        Statement statement = other.createStatement()) {
      gates.awaitHeld(Demand.VERIFY);
      other.setAutoCommit(false);
      statement.execute("SELECT FROM instar.shadow FOR UPDATE");
      harness.sql("INSERT INTO public.elsewhere SELECT generate_series(1, 1000)");
      String written = harness.query("SELECT pg_current_wal_lsn()");
      rebuild.awaitTrue(
          "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND"
              + " application_name LIKE 'instar % apply' AND wait_event_type = 'Lock')");
      for (int reply = 0; reply < 2; reply++) {
        String now = harness.query("SELECT clock_timestamp()");
        rebuild.awaitTrue(
            "SELECT reply_time > '"
                + now
                + "' FROM pg_stat_replication AS r JOIN pg_replication_slots ON active_pid = r.pid"
                + " WHERE database = current_database()");
      }
      watch.assertNeverAhead();
      other.commit();
      rebuild.awaitTrue(
          "SELECT confirmed_flush_lsn >= '"
              + written
              + "' FROM pg_replication_slots WHERE database = current_database()");
      gates.open(Demand.VERIFY);
      rebuild.finish();
      watch.assertNeverAhead();
    }
  }

  /** Its rows are not there yet, and neither is its position. */
  @Test
  void aFlushThatIsKilledLeavesItsPositionBehind() throws Exception {
    fill(1_000);
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    try (Running rebuild = Running.start(harness, context());
        Connection other = harness.connect();
        Statement statement = other.createStatement()) {
      gates.awaitHeld(Demand.VERIFY);
      other.setAutoCommit(false);
      statement.execute("SELECT FROM " + shadow() + " WHERE id = 7 FOR UPDATE");
      String uncommitted = inOneTransaction("UPDATE public.t SET v = 1 WHERE id IN (7, 8)");
      rebuild.awaitTrue(
          "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND"
              + " application_name LIKE 'instar % apply' AND wait_event_type = 'Lock')");
      assertThat(positionBefore(uncommitted)).isTrue();
      harness.terminate();
      gates.open(Demand.VERIFY);
      rebuild.fails();
      assertThat(positionBefore(uncommitted)).isTrue();
    }
    harness.takeOver();
    try (Running rebuild = Running.start(harness, context())) {
      ProgressEvent.RebuildSummary summary = rebuild.finish();
      assertThat(summary.changesApplied()).isGreaterThanOrEqualTo(2);
      assertThat(summary.rowsDiffering()).isZero();
    }
  }

  /** Flushed in parts, and not read faster than that; killed between two, all of it comes again. */
  @Test
  void aTransactionLargerThanTheBoundIsFlushedInParts() throws Exception {
    hugeTransaction(20_000, 3_000);
  }

  @Tag("wide")
  @Test
  void aVeryLargeTransactionIsFlushedInParts() throws Exception {
    hugeTransaction(200_000, 2_000);
  }

  private void hugeTransaction(int rows, long bound) throws Exception {
    fill(rows);
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    try (SlotWatch watch = new SlotWatch();
        Running rebuild = Running.start(harness, context(), new RebuildExecutor(bound))) {
      gates.awaitHeld(Demand.VERIFY);
      // Some parts are flushed, and then nothing more.
      gates.hold(Demand.APPLY, 5);
      String uncommitted = inOneTransaction("UPDATE public.t SET v = v + 1");
      String shadow = shadow();
      gates.awaitHeld(Demand.APPLY);
      rebuild.awaitTrue("SELECT EXISTS (SELECT FROM " + shadow + " WHERE v = 1)");
      assertThat(harness.query("SELECT count(*) < " + rows + " FROM " + shadow + " WHERE v = 1"))
          .isEqualTo("t");
      assertThat(positionBefore(uncommitted)).isTrue();
      harness.terminate();
      gates.open(Demand.APPLY);
      gates.open(Demand.VERIFY);
      rebuild.fails();
      watch.assertNeverAhead();
    }
    harness.takeOver();
    try (Running rebuild = Running.start(harness, context(), new RebuildExecutor(bound))) {
      ProgressEvent.RebuildSummary summary = rebuild.finish();
      assertThat(summary.rowsDiffering()).isZero();
      // Also what was flushed before the kill.
      assertThat(summary.changesApplied()).isGreaterThanOrEqualTo(rows);
    }
    assertThat(harness.query("SELECT sum(v) FROM public.t")).isEqualTo(String.valueOf(rows));
  }

  /** Somebody reads the slot, or moves it: what lies between is lost to us, and that is said. */
  @Test
  void aSlotThatIsBeyondThePositionStopsTheMigration() throws Exception {
    stoppedBy("SELECT pg_replication_slot_advance(slot, pg_current_wal_lsn()) FROM instar.shadow");
  }

  @Tag("wide")
  @Test
  void aSlotThatIsGoneStopsTheMigration() throws Exception {
    stoppedBy("SELECT pg_drop_replication_slot(slot) FROM instar.shadow");
  }

  private void stoppedBy(String tampering) throws Exception {
    fill(1_000);
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    try (Running rebuild = Running.start(harness, context())) {
      gates.awaitHeld(Demand.VERIFY);
      rebuild.interrupt();
      assertThat(rebuild.end()).isPresent();
    }
    harness.takeOver();
    harness.sql("UPDATE public.t SET v = 1 WHERE id = 7", tampering);
    gates.open(Demand.VERIFY);
    try (Running rebuild = Running.start(harness, context())) {
      assertThat(rebuild.fails().code()).isEqualTo(ErrorCode.SLOT_LOST);
    }
    assertThat(
            harness.query(
                "SELECT count(*) || ' ' || sum(v) || ' ' || pg_typeof(max(id)) FROM public.t"))
        .isEqualTo("1000 1 integer");
  }

  /**
   * Where a chunk ends is saved as text. A bound that reads back as another key, or in another
   * order, leaves rows out or copies them twice.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "text ; E'0xab{\"\\\\,NULL}\\\\' || i || E'\\n'",
        "public.mood ; ('m' || i % 3)::public.mood",
      })
  void aBoundReadsBackAsItself(String type, String value) throws Exception {
    resumedAt(type, value);
  }

  @Tag("wide")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "bytea ; decode('00ff5c27', 'hex') || int4send(i)",
        "timestamptz ; timestamptz '2025-10-26 00:00:00+00' + i * interval '1.000001 s'",
        "numeric ; i::numeric / 7",
        "uuid ; md5(i::text)::uuid",
        "float8 ; i / 7.0::float8",
      })
  void aBoundOfAnyTypeReadsBackAsItself(String type, String value) throws Exception {
    resumedAt(type, value);
  }

  private void resumedAt(String type, String value) throws Exception {
    int rows = 12_000;
    harness.sql(
        "CREATE TYPE public.mood AS ENUM ('m2', 'm0', 'm1')",
        "CREATE TABLE public.t (k " + type + ", n int, v int, PRIMARY KEY (k, n))",
        "INSERT INTO public.t SELECT " + value + ", i, 0 FROM generate_series(1, " + rows + ") i");
    Gates gates = new Gates().hold(Demand.COPY, 1);
    harness.throttle(gates);
    StepContext first = harness.context("t", Map.of(), "ALTER COLUMN v TYPE bigint");
    try (Running rebuild = Running.start(harness, first)) {
      rebuild.awaitTrue("SELECT EXISTS (SELECT FROM instar.copied_range)");
      rebuild.interrupt();
      assertThat(rebuild.end()).isPresent();
    }
    long copied = Long.parseLong(harness.query("SELECT count(*) FROM " + shadow()));
    assertThat(copied).isBetween(1L, rows - 1L);
    harness.takeOver();
    gates.open(Demand.COPY);
    StepContext second = harness.context("t", Map.of(), "ALTER COLUMN v TYPE bigint");
    try (Running rebuild = Running.start(harness, second)) {
      ProgressEvent.RebuildSummary summary = rebuild.finish();
      // Of both runs together: none is left out, none copied twice.
      assertThat(summary.rowsCopied()).isEqualTo(rows);
      assertThat(summary.rowsDiffering()).isZero();
    }
  }

  /**
   * What a runner of an earlier epoch still has in hand is refused, whatever it is: rows, a
   * position, or the step from one phase to the next.
   */
  @Test
  void aRunnerOfAnEarlierEpochMovesNeitherRowsNorPosition() throws Exception {
    fill(1_000);
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    StepContext old = context();
    try (Running rebuild = Running.start(harness, old)) {
      gates.awaitHeld(Demand.VERIFY);
      String position = harness.query("SELECT position FROM instar.shadow");
      harness.countUp();
      harness.sql("UPDATE public.t SET v = 1 WHERE id = 9");
      assertThat(rebuild.fails().code()).isEqualTo(ErrorCode.LEASE_LOST);
      assertThat(harness.query("SELECT position FROM instar.shadow")).isEqualTo(position);
    }
    harness.sql("UPDATE instar.shadow SET phase = 'created'");
    gates.open(Demand.VERIFY);
    try (Running rebuild = Running.start(harness, old)) {
      assertThat(rebuild.fails().code()).isEqualTo(ErrorCode.LEASE_LOST);
    }
    assertThat(harness.query("SELECT phase FROM instar.shadow")).isEqualTo("created");
    try (Running rebuild = Running.start(harness, context())) {
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
  }

  private void fill(int rows) throws SQLException {
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, v int)",
        "INSERT INTO public.t SELECT i, 0 FROM generate_series(1, " + rows + ") i");
  }

  private String shadow() throws SQLException {
    return harness.query("SELECT shadow_schema FROM instar.shadow") + ".t";
  }

  /** Returns how far the log was when all was written and not yet committed. */
  private String inOneTransaction(String sql) throws SQLException {
    try (Connection connection = harness.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(sql);
      try (ResultSet row = statement.executeQuery("SELECT pg_current_wal_insert_lsn()")) {
        row.next();
        String lsn = row.getString(1);
        connection.commit();
        return lsn;
      }
    }
  }

  private boolean positionBefore(String lsn) throws SQLException {
    return harness.query("SELECT position <= '" + lsn + "'::pg_lsn FROM instar.shadow").equals("t");
  }

  private StepContext context() {
    return harness.context("t", Map.of(), "ALTER COLUMN id TYPE bigint");
  }

  /**
   * Asks again and again whether the slot has confirmed more than is saved. The slot is looked at
   * first: what it had confirmed then must be saved by the time the position is read.
   */
  private final class SlotWatch implements AutoCloseable {
    private final Connection connection = harness.connect();
    private final Thread thread;
    private volatile boolean stop;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile String violation = "";

    SlotWatch() throws SQLException {
      thread = Thread.ofPlatform().name("slot-watch").start(this::watch);
    }

    private void watch() {
      try (Statement statement = connection.createStatement()) {
        while (!stop) {
          String confirmed =
              one(
                  statement,
                  "SELECT coalesce(max(confirmed_flush_lsn), '0/0') FROM pg_replication_slots"
                      + " WHERE database = current_database()");
          String beyond =
              one(
                  statement,
                  "SELECT coalesce(max(position::text), '') FROM instar.shadow WHERE phase IN"
                      + " ('created', 'copying') AND position < '"
                      + confirmed
                      + "'::pg_lsn");
          if (!beyond.isEmpty()) {
            violation = confirmed + " is confirmed, " + beyond + " saved";
          }
          looks.incrementAndGet();
        }
      } catch (SQLException e) {
        violation = e.toString();
      }
    }

    private static String one(Statement statement, String sql) throws SQLException {
      try (ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      }
    }

    void assertNeverAhead() {
      assertThat(violation).isEmpty();
      assertThat(looks).hasValueGreaterThan(100);
    }

    @Override
    public void close() throws SQLException {
      stop = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      connection.close();
    }
  }
}
