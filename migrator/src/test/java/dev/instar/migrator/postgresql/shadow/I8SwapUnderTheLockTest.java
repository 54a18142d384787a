package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I8: whoever is in the way of the cut-over is named and not queued behind for long; the
 * application waits for the budget at most, and never dies of a deadlock with us.
 */
class I8SwapUnderTheLockTest {
  private static final Duration BUDGET = Duration.ofMillis(500);

  /** The budget, and what two busy cores add to it. Queued behind a blocker it would be minutes. */
  private static final long WAIT_MAX_MS = 2_000;

  private RebuildHarness harness;
  private RebuildHarness.CutOverRequest request;
  private PostgresServer slowlyVacuuming;

  /** Who stands in the way, and how its name is told. */
  enum InTheWay {
    READER("report"),
    WRITER("report"),
    /** As VACUUM, ANALYZE or CREATE INDEX CONCURRENTLY by hand. */
    MAINTENANCE("report"),
    PREPARED("prepared transaction 'report'"),
    /** Of a table that refers to it. */
    READER_OF_A_PARTNER("report");

    private final String told;

    InTheWay(String told) {
      this.told = told;
    }

    void begin(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET application_name = 'report'");
        statement.execute(
            switch (this) {
              case READER -> "SELECT count(*) FROM public.t";
              case WRITER, PREPARED -> "UPDATE public.t SET v = v WHERE id = 2";
              case MAINTENANCE -> "LOCK TABLE public.t IN SHARE UPDATE EXCLUSIVE MODE";
              case READER_OF_A_PARTNER -> "SELECT count(*) FROM public.child";
            });
        if (this == PREPARED) {
          statement.execute("PREPARE TRANSACTION 'report'");
        }
      }
    }

    void end(Connection connection) throws SQLException {
      connection.rollback();
      if (this == PREPARED) {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
          statement.execute("ROLLBACK PREPARED 'report'");
        }
      }
    }
  }

  private void open(PostgresServer server, Duration budget, Duration patience)
      throws SQLException, IOException {
    harness =
        new RebuildHarness(server)
            .options(new RunOptions(Duration.ofMillis(100), 2, budget, patience, false));
    request = harness.postponed();
    harness.sql(
        "CREATE TABLE public.parent (id int PRIMARY KEY, v int)",
        "CREATE TABLE public.t (id int PRIMARY KEY, v int, p int REFERENCES public.parent)",
        "CREATE TABLE public.child (id int PRIMARY KEY, v int, t int REFERENCES public.t)",
        "INSERT INTO public.parent SELECT i, 0 FROM generate_series(1, 100) i",
        "INSERT INTO public.t SELECT i, 0, i % 100 + 1 FROM generate_series(1, 3000) i",
        "INSERT INTO public.child SELECT i, 0, i % 100 + 1 FROM generate_series(1, 3000) i");
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
    if (slowlyVacuuming != null) {
      slowlyVacuuming.close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READER", "MAINTENANCE"})
  void whoIsInTheWayIsNamedAndTheSwapComesWhenItIsGone(InTheWay blocker) throws Exception {
    comesWhenItIsGone(blocker);
  }

  @Tag("wide")
  @ParameterizedTest
  @EnumSource
  void whoeverIsInTheWayIsNamedAndTheSwapComesWhenItIsGone(InTheWay blocker) throws Exception {
    comesWhenItIsGone(blocker);
  }

  private void comesWhenItIsGone(InTheWay blocker) throws Exception {
    open(PostgresServer.shared(PostgresVersion.V17), BUDGET, Duration.ofMinutes(1));
    try (Running rebuild = start();
        Connection connection = harness.connect()) {
      blocker.begin(connection);
      try (Clients clients = new Clients().reading().writing()) {
        request.request();
        rebuild.awaitNotice(blocker.told);
        clients.awaitMore(200);
        assertThat(rebuild.isRunning()).isTrue();
        assertThat(type()).isEqualTo("integer");
        blocker.end(connection);
        assertThat(rebuild.finish().rowsDiffering()).isZero();
        assertThat(clients.longestMs()).isLessThan(WAIT_MAX_MS);
      } finally {
        endQuietly(blocker, connection);
      }
    }
    assertThat(type()).isEqualTo("bigint");
  }

  @ParameterizedTest
  @EnumSource(names = "PREPARED")
  void whenThePatienceIsOverItSaysWhoWasInTheWay(InTheWay blocker) throws Exception {
    givesUp(blocker);
  }

  @Tag("wide")
  @ParameterizedTest
  @EnumSource
  void whenThePatienceIsOverItSaysWhoeverWasInTheWay(InTheWay blocker) throws Exception {
    givesUp(blocker);
  }

  private void givesUp(InTheWay blocker) throws Exception {
    open(PostgresServer.shared(PostgresVersion.V17), BUDGET, Duration.ofSeconds(1));
    try (Running rebuild = start();
        Connection connection = harness.connect()) {
      blocker.begin(connection);
      try (Clients clients = new Clients().reading().writing()) {
        request.request();
        MigrationException stopped = rebuild.fails();
        assertThat(stopped.code()).isEqualTo(ErrorCode.CUT_OVER_BUDGET);
        assertThat(stopped).hasMessageContaining(blocker.told);
        assertThat(clients.longestMs()).isLessThan(WAIT_MAX_MS);
      } finally {
        endQuietly(blocker, connection);
      }
    }
    assertThat(type()).isEqualTo("integer");
    // Nothing is held any more, and the rebuild can go on where it was.
    harness.sql("ALTER TABLE public.child ADD CHECK (v < 1000000)");
    try (Running rebuild = start()) {
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
    assertThat(type()).isEqualTo("bigint");
  }

  /**
   * It yields only to who waits for longer than deadlock_timeout; nobody may wait behind us for so
   * long.
   */
  @Test
  void anAutovacuumIsSentAway() throws Exception {
    sendsAway("public.child");
  }

  @Tag("wide")
  @ParameterizedTest
  @ValueSource(strings = {"public.t", "shadow"})
  void anAutovacuumOfEitherTableIsSentAway(String vacuumed) throws Exception {
    sendsAway(vacuumed);
  }

  private void sendsAway(String vacuumed) throws Exception {
    slowlyVacuuming =
        PostgresServer.builder(PostgresVersion.V17)
            .setting("autovacuum_naptime", "1s")
            .setting("autovacuum_vacuum_cost_delay", "100ms")
            .setting("autovacuum_vacuum_cost_limit", "1")
            .start();
    open(slowlyVacuuming, BUDGET, Duration.ofSeconds(20));
    for (String table : List.of("public.t", "public.child")) {
      harness.sql(
          "ALTER TABLE "
              + table
              + " SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,"
              + " autovacuum_vacuum_insert_threshold = -1)");
    }
    try (Running rebuild = start()) {
      harness.sql(
          vacuumed.equals("public.child")
              ? "UPDATE public.child SET v = v + 1"
              : "UPDATE public.t SET v = v + 1");
      String table =
          vacuumed.equals("shadow")
              ? harness.query("SELECT shadow_schema || '.t' FROM instar.shadow")
              : vacuumed;
      rebuild.awaitTrue(
          "SELECT EXISTS (SELECT FROM pg_stat_progress_vacuum WHERE relid = '"
              + table
              + "'::regclass)");
      try (Clients clients = new Clients().reading().writing()) {
        request.request();
        assertThat(rebuild.finish().rowsDiffering()).isZero();
        // deadlock_timeout is 1 s: behind a waiting ACCESS EXCLUSIVE they would wait for as long.
        assertThat(clients.longestMs()).isLessThan(1_000);
      }
    }
  }

  /**
   * We have child and wait for parent; the application has t and begins to wait for child; then we
   * get parent and wait for t. Its deadlock check comes before ours: only letting go in time, over
   * all locks together and however large the budget, keeps it from being the victim.
   */
  @Test
  void theApplicationIsNeverTheVictimOfADeadlock() throws Exception {
    open(PostgresServer.shared(PostgresVersion.V17), Duration.ofSeconds(20), Duration.ofMinutes(1));
    try (Running rebuild = start();
        Connection application = harness.connect();
        Statement update = application.createStatement();
        Connection third = harness.connect();
        Statement other = third.createStatement()) {
      application.setAutoCommit(false);
      third.setAutoCommit(false);
      other.execute("UPDATE public.parent SET v = v + 1 WHERE id = 1");
      update.execute("UPDATE public.t SET v = v + 1 WHERE id = 1");
      request.request();
      rebuild.awaitTrue(waits("public.parent"));
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () -> {
                try {
                  update.execute("UPDATE public.child SET v = v + 1 WHERE id = 1");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      rebuild.awaitTrue(waits("public.child"));
      third.commit();
      waiting.get(1, TimeUnit.MINUTES);
      application.commit();
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
    assertThat(harness.query("SELECT v FROM public.t WHERE id = 1")).isEqualTo("1");
  }

  private static String waits(String table) {
    return "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = '"
        + table
        + "'::regclass)";
  }

  /**
   * The same by chance: clients that never rest lock both tables in both orders. One of them always
   * has what we want and wants what we have, so that the swap may have to wait for a quieter
   * moment.
   */
  @Test
  void clientsThatLockInBothOrdersGoOn() throws Exception {
    open(PostgresServer.shared(PostgresVersion.V17), BUDGET, Duration.ofMinutes(1));
    try (Running rebuild = start()) {
      try (Clients clients =
          new Clients()
              .inBothOrders("public.child", 1)
              .inBothOrders("public.child", 2)
              .inBothOrders("public.parent", 3)
              .inBothOrders("public.parent", 4)) {
        request.request();
        for (int i = 0; i < 4; i++) {
          clients.awaitMore(300);
        }
        assertThat(clients.longestMs()).isLessThan(WAIT_MAX_MS);
      }
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
    assertThat(type()).isEqualTo("bigint");
  }

  private Running start() throws Exception {
    Running rebuild =
        Running.start(harness, harness.context("t", Map.of(), "ALTER COLUMN id TYPE bigint"));
    if (request.cutOverRequested()) {
      return rebuild;
    }
    rebuild.awaitPostponed();
    return rebuild;
  }

  private String type() throws SQLException {
    return harness.query(
        "SELECT atttypid::regtype FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND"
            + " attname = 'id'");
  }

  /** A prepared transaction would keep the server's other databases from making slots. */
  private static void endQuietly(InTheWay blocker, Connection connection) {
    try {
      blocker.end(connection);
    } catch (SQLException e) {
      // It has ended already.
    }
  }

  /** The application: how long its statements took at most, and that none of them failed. */
  private final class Clients implements AutoCloseable {
    private final Writers writers = new Writers();
    private final AtomicLong longestNanos = new AtomicLong();

    Clients reading() throws SQLException {
      writers.start(
          harness, 1, (connection, random) -> run(connection, "SELECT v FROM public.t LIMIT 1"));
      return this;
    }

    Clients writing() throws SQLException {
      writers.start(
          harness,
          2,
          (connection, random) -> run(connection, "UPDATE public.t SET v = v + 1 WHERE id = 1"));
      return this;
    }

    /** On a row of its own in both tables, so that clients do not lock each other. */
    Clients inBothOrders(String partner, int row) throws SQLException {
      writers.start(
          harness,
          row,
          (connection, random) -> {
            boolean first = random.nextBoolean();
            update(connection, first ? partner : "public.t", row);
            update(connection, first ? "public.t" : partner, row);
          });
      return this;
    }

    private void update(Connection connection, String table, int row) throws SQLException {
      run(connection, "UPDATE " + table + " SET v = v + 1 WHERE id = " + row);
    }

    private void run(Connection connection, String sql) throws SQLException {
      long begin = System.nanoTime();
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      longestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
    }

    void awaitMore(long transactions) throws InterruptedException {
      writers.awaitMore(transactions);
    }

    long longestMs() {
      assertThat(writers.failures()).isEmpty();
      long longest = longestNanos.get() / 1_000_000;
      System.out.println("the longest statement took " + longest + " ms");
      return longest;
    }

    @Override
    public void close() {
      writers.close();
    }
  }
}
