package dev.instar.migrator.postgresql.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I8: who stands in the way is named and waited for; the application waits within the budget. */
class PoliteTransactionTest {
  private static final Duration BUDGET = Duration.ofMillis(300);
  private static final Control GO =
      new Control() {
        @Override
        public boolean cutOverRequested() {
          return false;
        }

        @Override
        public void check() {}
      };

  private static PostgresServer server;

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private TestDatabase database;
  private Connection connection;

  /** Its own server: autovacuum is provoked, transactions are prepared. */
  @BeforeAll
  static void start() {
    server =
        PostgresServer.builder(PostgresVersion.V17).setting("autovacuum_naptime", "1s").start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void prepare() throws SQLException {
    database = TestDatabase.on(server);
    connection = database.sessions().open("test");
    database.execute(
        "CREATE TABLE a (id int PRIMARY KEY, v int)",
        "CREATE TABLE b (id int PRIMARY KEY, v int)",
        "INSERT INTO a SELECT i, 0 FROM generate_series(1, 100) i");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void aFreeTableIsChangedAtOnce() throws Exception {
    alter(Duration.ZERO, "ALTER TABLE public.a ADD c int");
    assertThat(columns()).contains("c");
    assertThat(notices).isEmpty();
    assertThat(connection.getAutoCommit()).isTrue();
  }

  @Test
  void aLongReaderIsNamedAndNobodyQueuesBehindUs() throws Exception {
    try (Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      TestDatabase.execute(reader, "SET application_name = 'report'", "SELECT count(*) FROM a");
      CompletableFuture<Void> change = change(Duration.ofSeconds(60));
      awaitNotice("report");
      long longestMs = longestReadMs();
      reader.rollback();

      change.get(60, TimeUnit.SECONDS);
      assertThat(longestMs).isLessThan(BUDGET.toMillis() + 1000);
      assertThat(columns()).contains("c");
      assertThat(notices.getLast())
          .contains("ACCESS EXCLUSIVE on public.a")
          .contains("user postgres")
          .contains("idle in transaction for")
          .doesNotContain("SELECT");
    }
  }

  @Test
  void whenThePatienceIsOverItSaysWhoWasInTheWay() throws Exception {
    try (Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      TestDatabase.execute(reader, "SET application_name = 'report'", "SELECT count(*) FROM a");
      assertThatThrownBy(() -> alter(Duration.ofMillis(500), "ALTER TABLE public.a ADD c int"))
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCK_NOT_AVAILABLE))
          .hasMessageContaining("public.a")
          .hasMessageContaining("report");
    }
    assertThat(columns()).doesNotContain("c");
    assertThat(connection.getAutoCommit()).isTrue();
  }

  @Test
  void aPreparedTransactionIsNamedAndNeverQueuedBehind() throws Exception {
    try (Connection session = database.connect()) {
      session.setAutoCommit(false);
      TestDatabase.execute(
          session, "UPDATE a SET v = 1 WHERE id = 1", "PREPARE TRANSACTION 'two-phase'");
    }
    assertThatThrownBy(() -> alter(Duration.ofMillis(300), "ALTER TABLE public.a ADD c int"))
        .hasMessageContaining("prepared transaction 'two-phase' of postgres");
    assertThat(notices).allMatch(n -> n.contains("0 attempts"));
    database.execute("ROLLBACK PREPARED 'two-phase'");
    alter(Duration.ZERO, "ALTER TABLE public.a ADD c int");
    assertThat(columns()).contains("c");
  }

  @Test
  void anAutovacuumIsSentAwayWithoutAStallOfWriters() throws Exception {
    database.execute(
        "ALTER TABLE a SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,"
            + " autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)",
        "INSERT INTO a SELECT i, 0 FROM generate_series(101, 100000) i",
        "UPDATE a SET v = v + 1");
    database.await(
        "SELECT EXISTS (SELECT FROM pg_stat_progress_vacuum WHERE relid = 'public.a'::regclass)");
    try (Connection writer = database.connect()) {
      CompletableFuture<Void> change = change(Duration.ofSeconds(60));
      long longestMs = longestWriteMs(writer, change);
      change.get(60, TimeUnit.SECONDS);
      // deadlock_timeout is 1 s: a writer behind the waiting ACCESS EXCLUSIVE would wait for as
      // long.
      assertThat(longestMs).isLessThan(900);
    }
    assertThat(columns()).contains("c");
  }

  @Test
  void theApplicationIsNeverTheVictimOfADeadlock() throws Exception {
    // We lock a, then b; the application holds b and wants a.
    try (Connection application = database.connect()) {
      for (int i = 0; i < 3; i++) {
        application.setAutoCommit(false);
        TestDatabase.execute(application, "UPDATE b SET v = 1");
        String column = "d" + i;
        CompletableFuture<Void> change =
            CompletableFuture.runAsync(
                () ->
                    uncheckedAlter(
                        Duration.ofSeconds(60),
                        "ALTER TABLE public.a ADD " + column + " int",
                        "ALTER TABLE public.b ADD " + column + " int"));
        database.await(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation ="
                + " 'public.b'::regclass)");
        // Waits for our lock on a, and gets it: we let go before its deadlock check.
        TestDatabase.execute(application, "UPDATE a SET v = 1 WHERE id = 1");
        application.commit();
        change.get(60, TimeUnit.SECONDS);
        assertThat(columns()).contains(column);
      }
    }
  }

  @Test
  void aStatementThatFailsIsNotTriedAgainAndLeavesNothing() {
    assertThatThrownBy(
            () ->
                alter(
                    Duration.ofSeconds(60),
                    "ALTER TABLE public.a ADD c int",
                    "ALTER TABLE public.a ADD c int"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42701"));
    assertThat(notices).isEmpty();
  }

  @Test
  void whatShouldBeInstantAndIsNotIsCancelled() {
    assertThatThrownBy(() -> alter(Duration.ofSeconds(60), "SELECT pg_catalog.pg_sleep(60)"))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("should be instant");
  }

  @Test
  void aLongScanUnderAGentleLockIsNotCut() throws Exception {
    polite(Duration.ZERO)
        .run(
            connection,
            new PoliteTransaction.Request(
                List.of(TestPlans.claim("a", LockMode.SHARE_UPDATE_EXCLUSIVE)),
                true,
                session -> {},
                session -> session.execute("SELECT pg_catalog.pg_sleep(2)")));
    assertThat(notices).isEmpty();
  }

  /** The longest of the application's reads, over two seconds. */
  private long longestReadMs() throws SQLException {
    long longest = 0;
    try (Connection application = database.connect()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
      while (System.nanoTime() < end) {
        longest = Math.max(longest, timeMs(application, "SELECT 1 FROM a WHERE id = 1"));
      }
    }
    return longest;
  }

  private static long longestWriteMs(Connection writer, CompletableFuture<Void> change)
      throws SQLException {
    long longest = 0;
    while (!change.isDone()) {
      longest = Math.max(longest, timeMs(writer, "UPDATE a SET v = v + 1 WHERE id = 1"));
    }
    return longest;
  }

  private static long timeMs(Connection connection, String sql) throws SQLException {
    long begun = System.nanoTime();
    TestDatabase.execute(connection, sql);
    return (System.nanoTime() - begun) / 1_000_000;
  }

  private CompletableFuture<Void> change(Duration patience) {
    return CompletableFuture.runAsync(
        () -> uncheckedAlter(patience, "ALTER TABLE public.a ADD c int"));
  }

  private void uncheckedAlter(Duration patience, String... statements) {
    try {
      alter(patience, statements);
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void alter(Duration patience, String... statements)
      throws SQLException, InterruptedException {
    List<LockClaim> claims =
        List.of(
            TestPlans.claim("b", LockMode.ACCESS_EXCLUSIVE),
            TestPlans.claim("a", LockMode.ACCESS_EXCLUSIVE),
            TestPlans.claim("not_there_yet", LockMode.ACCESS_EXCLUSIVE));
    polite(patience)
        .run(
            connection,
            new PoliteTransaction.Request(
                claims,
                true,
                session -> {},
                session -> {
                  for (String statement : statements) {
                    session.execute(statement);
                  }
                }));
  }

  private PoliteTransaction polite(Duration patience) {
    return new PoliteTransaction(
        new RunOptions(Duration.ofMillis(500), 1, BUDGET, patience, false),
        GO,
        event -> {
          if (event instanceof ProgressEvent.Notice notice) {
            notices.add(notice.message());
          }
        },
        Ticker.SYSTEM,
        new Random(1));
  }

  private void awaitNotice(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (notices.stream().noneMatch(n -> n.contains(text))) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
  }

  private List<String> columns() throws SQLException {
    return database.rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'public.a'::regclass AND attnum > 0");
  }
}
