package dev.instar.migrator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I10: who takes over counts what the last runner managed to commit, and ends the rest. */
class TakeoverTest {
  private static final Duration EXPIRY = Duration.ofSeconds(10);

  private static TestDatabase database;

  private final Holder first = new Holder(UUID.randomUUID(), "elsewhere", 1);
  private final Holder second = new Holder(UUID.randomUUID(), "another", 2);
  private long migration;

  @BeforeAll
  static void prepare() throws SQLException {
    database = TestDatabase.create();
    JournalSchema.ensure(database.sessions());
    database.execute("CREATE TABLE public.data (id int PRIMARY KEY)");
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  @BeforeEach
  void create() throws SQLException {
    database.execute("TRUNCATE instar.migration RESTART IDENTITY CASCADE", "TRUNCATE public.data");
    try (Connection connection = database.sessions().open("test")) {
      migration = Journal.on(connection).migrations().create(TestPlans.plan("x"), "c");
    }
  }

  @Test
  void aFreeLeaseIsTakenUnderANewEpoch() throws Exception {
    assertThat(take(first)).isEqualTo(1);
    assertThat(lease().holder()).isEqualTo(first.id());
    assertThat(lease().age()).isLessThan(EXPIRY);
  }

  @Test
  void aLeaseWhoseHeartbeatGoesOnIsRefusedNamingItsHolder() throws Exception {
    long epoch = take(first);
    Ticker beating = ticker(() -> renew(first, epoch));
    assertThatThrownBy(() -> take(second, beating, OptionalLong.empty()))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUNNER_ACTIVE))
        .hasMessageContaining("elsewhere")
        .hasMessageContaining("process 1")
        .hasMessageContaining(lease().since().toString());
    assertThat(lease().holder()).isEqualTo(first.id());
  }

  @Test
  void aLeaseWhoseHeartbeatHasStoppedIsTakenOnceItExpires() throws Exception {
    take(first);
    AtomicInteger sleeps = new AtomicInteger();
    // The third look finds it expired.
    Ticker passing =
        ticker(
            () -> {
              if (sleeps.incrementAndGet() == 2) {
                expire();
              }
            });
    assertThat(take(second, passing, OptionalLong.empty())).isEqualTo(2);
    assertThat(sleeps).hasValueGreaterThanOrEqualTo(2);
    assertThat(renew(first, 1)).isFalse();
  }

  @Test
  void aLeaseOfADeadProcessOfThisMachineIsTakenAtOnce() throws Exception {
    Holder here = Holder.here();
    take(new Holder(UUID.randomUUID(), here.host(), Integer.MAX_VALUE));
    assertThat(take(here, ticker(() -> fail()), OptionalLong.empty())).isEqualTo(2);
  }

  @Test
  void afterALostConnectionTheSameRunnerTakesItsLeaseAgain() throws Exception {
    assertThat(take(first)).isEqualTo(1);
    assertThat(take(first, Ticker.SYSTEM, OptionalLong.of(1))).isEqualTo(2);
    // The commit of the last take was in doubt: it had happened.
    assertThat(take(first, Ticker.SYSTEM, OptionalLong.of(1))).isEqualTo(3);
  }

  @Test
  void aRunnerThatLostTheLeaseToAnotherDoesNotTakeItBack() throws Exception {
    take(first);
    expire();
    take(second);
    for (boolean released : new boolean[] {false, true}) {
      if (released) {
        database.execute("DELETE FROM instar.lease");
      }
      assertThatThrownBy(() -> take(first, Ticker.SYSTEM, OptionalLong.of(1)))
          .isInstanceOfSatisfying(
              MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    }
  }

  @Test
  void theOpenTransactionOfAHalfDeadRunnerIsEnded() throws Exception {
    long old = take(first);
    try (Connection zombie = sessions(old).open("copy")) {
      zombie.setAutoCommit(false);
      EpochGuard.check(zombie, migration, old);
      TestDatabase.execute(zombie, "INSERT INTO public.data VALUES (1)");
      expire();

      assertThat(take(second)).isEqualTo(2);

      assertThatThrownBy(zombie::commit).isInstanceOf(SQLException.class);
    }
    assertThat(database.rows("SELECT id FROM public.data")).isEmpty();
  }

  @Test
  void aTransactionThatCommitsBeforeTheTakeoverIsWaitedForAndCounted() throws Exception {
    long old = take(first);
    // No label: as behind a pooler, it cannot be found and told to end.
    try (Connection late = database.sessions().open("pooled")) {
      late.setAutoCommit(false);
      EpochGuard.check(late, migration, old);
      TestDatabase.execute(late, "INSERT INTO public.data VALUES (1)");
      expire();

      CompletableFuture<Long> takeover = CompletableFuture.supplyAsync(this::takeSecond);
      database.await(
          "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'instar takeover'"
              + " AND wait_event_type = 'Lock')");
      assertThat(takeover).isNotDone();
      late.commit();

      assertThat(takeover.get(10, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(database.rows("SELECT id FROM public.data")).containsExactly("1");
      assertThatThrownBy(() -> EpochGuard.check(late, migration, old))
          .isInstanceOfSatisfying(
              MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    }
  }

  @Test
  void aStatementOutsideAnyTransactionOfOursIsGoneToo() throws Exception {
    long old = take(first);
    try (Connection zombie = sessions(old).open("index")) {
      expire();
      try (Statement statement = zombie.createStatement()) {
        CompletableFuture<Void> building =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    statement.execute("SELECT pg_sleep(60)");
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
        database.await(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND"
                + " state = 'active')");
        take(second);
        assertThat(
                database.value(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'instar "
                        + Takeover.label(migration, old)
                        + " %'"))
            .isEqualTo("0");
        assertThatThrownBy(building::join).hasMessageContaining("terminating connection");
      }
    }
  }

  @Test
  void ofTwoWhoTakeOverAtOnceOneWins() throws Exception {
    take(first);
    expire();
    Holder third = new Holder(UUID.randomUUID(), "third", 3);
    CompletableFuture<Object> a = CompletableFuture.supplyAsync(() -> outcome(second));
    CompletableFuture<Object> b = CompletableFuture.supplyAsync(() -> outcome(third));
    // Nobody sends heartbeats here: the loser sees the winner's expire, were it to wait so long.
    Object one = a.applyToEither(b, o -> o).get(30, TimeUnit.SECONDS);
    assertThat(one).isEqualTo(2L);
    database.execute("UPDATE instar.lease SET heartbeat_at = clock_timestamp()");
    CompletableFuture<Object> loser = a.isDone() ? b : a;
    while (!loser.isDone()) {
      database.execute("UPDATE instar.lease SET heartbeat_at = clock_timestamp()");
    }
    assertThat(loser.get()).isEqualTo(ErrorCode.RUNNER_ACTIVE);
  }

  private Object outcome(Holder holder) {
    try {
      return take(holder);
    } catch (MigrationException e) {
      return e.code();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private long takeSecond() {
    try {
      return take(second);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private long take(Holder holder) throws Exception {
    return take(holder, Ticker.SYSTEM, OptionalLong.empty());
  }

  private long take(Holder holder, Ticker ticker, OptionalLong last) throws Exception {
    return new Takeover(database.sessions(), ticker, EXPIRY).take(migration, holder, last);
  }

  private Sessions sessions(long epoch) {
    return database.sessions().labelled(Takeover.label(migration, epoch));
  }

  private LeaseRow lease() throws SQLException {
    try (Connection connection = database.sessions().open("test")) {
      return Journal.on(connection).lease().read(migration).orElseThrow();
    }
  }

  private boolean renew(Holder holder, long epoch) throws SQLException {
    try (Connection connection = database.sessions().open("test")) {
      return Journal.on(connection).lease().renew(migration, holder, epoch);
    }
  }

  private static void expire() throws SQLException {
    database.execute(
        "UPDATE instar.lease SET heartbeat_at = clock_timestamp() - interval '1 minute'");
  }

  private static void fail() {
    throw new AssertionError("nobody had to wait");
  }

  /** Does something instead of sleeping. */
  private static Ticker ticker(Action instead) {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration duration) {
        try {
          instead.run();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private interface Action {
    void run() throws Exception;
  }
}
