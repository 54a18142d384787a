package dev.instar.migrator.postgresql.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.throttle.LoadLimits;
import dev.instar.migrator.throttle.PacedThrottle;
import dev.instar.migrator.throttle.Reading;
import dev.instar.migrator.throttle.Signal;
import dev.instar.migrator.throttle.Throttle;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The signals against a server of their own, as they look at the whole of it. */
class PostgresSignalsTest {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server =
        PostgresServer.builder(PostgresVersion.V17)
            .setting("wal_level", "logical")
            .setting("max_prepared_transactions", "2")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void activeSessionsAreThoseOfOthersThatAreAtWork() throws Exception {
    try (PostgresSignals signals = signals();
        Connection idle = server.connect();
        Connection own = sessions(server.user(), server.password()).open("copy");
        Connection busy = server.connect()) {
      assertThat(idle.isValid(1)).isTrue();
      Signal signal = signals.activeSessions();
      awaits(signal, value -> value == 0);
      Thread ownSleep = sleep(own);
      Thread sleep = sleep(busy);
      awaits(signal, value -> value == 1);
      cancel();
      sleep.join();
      ownSleep.join();
      awaits(signal, value -> value == 0);
    }
  }

  @Test
  void withoutThePrivilegeToSeeSessionsTheSignalsAreUnreadable() throws Exception {
    server.execute("CREATE ROLE nobody LOGIN PASSWORD 'nobody'");
    try (PostgresSignals signals =
            new PostgresSignals(sessions("nobody", "nobody"), Optional::empty);
        Connection other = server.connect()) {
      assertThat(other.isValid(1)).isTrue();
      for (String limit : new String[] {"active_sessions=1", "snapshot_age=1s"}) {
        assertThat(signal(signals, limit).read())
            .isInstanceOfSatisfying(
                Reading.Unreadable.class,
                reading -> assertThat(reading.why()).contains("GRANT pg_monitor"));
      }
      server.execute("GRANT pg_monitor TO nobody");
      assertThat(signals.activeSessions().read()).isInstanceOf(Reading.Measured.class);
    } finally {
      server.execute("DROP ROLE nobody");
    }
  }

  @Test
  void snapshotAgeIsThatOfTheOldestTransaction() throws Exception {
    try (PostgresSignals signals = signals();
        Connection reader = server.connect();
        Statement statement = reader.createStatement()) {
      Signal signal = signal(signals, "snapshot_age=1s");
      assertThat(value(signal)).isLessThan(1);
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
      statement.execute("SELECT 1");
      awaits(signal, value -> value > 0.2);
      statement.execute("COMMIT");
      assertThat(value(signal)).isLessThan(0.2);
    }
  }

  @Test
  void snapshotAgeCountsPreparedTransactions() throws Exception {
    try (PostgresSignals signals = signals();
        Connection reader = server.connect();
        Statement statement = reader.createStatement()) {
      Signal signal = signal(signals, "snapshot_age=1s");
      statement.execute("BEGIN");
      statement.execute("CREATE TABLE public.prepared (id int)");
      statement.execute("PREPARE TRANSACTION 'forgotten'");
      awaits(signal, value -> value > 0.2);
      statement.execute("ROLLBACK PREPARED 'forgotten'");
    }
  }

  @Test
  void retainedWalIsWhatOurSlotHoldsBack() throws Exception {
    try (PostgresSignals before = signals();
        PostgresSignals signals =
            new PostgresSignals(
                sessions(server.user(), server.password()), () -> Optional.of("ours"))) {
      Signal signal = signal(signals, "retained_wal=1GB");
      assertThat(value(signal(before, "retained_wal=1GB"))).isZero();
      assertThat(signal.read())
          .isEqualTo(new Reading.Unreadable("replication slot ours is not there"));
      server.execute("SELECT pg_create_logical_replication_slot('ours', 'pgoutput')");
      double held = value(signal);
      server.execute("SELECT pg_logical_emit_message(true, 'x', repeat('x', 2000000))");
      assertThat(value(signal) - held).isGreaterThan(2_000_000);
      server.execute("SELECT pg_drop_replication_slot('ours')");
    }
  }

  @Test
  void aQueryOfTheUsersReturnsOneNumber() throws Exception {
    try (PostgresSignals signals = signals()) {
      assertThat(value(signal(signals, "query=SELECT 3.5>1"))).isEqualTo(3.5);
      for (String sql :
          new String[] {
            "SELECT 1, 2",
            "SELECT 1 WHERE false",
            "SELECT NULL::int",
            "SELECT 'x'",
            "SELEKT",
            "CREATE TABLE public.t (id int)",
            "SELECT generate_series(1, 2)"
          }) {
        assertThat(signal(signals, "query=" + sql + ">1").read())
            .as(sql)
            .isInstanceOf(Reading.Unreadable.class);
      }
    }
  }

  @Test
  void aBrokenSessionIsReplaced() throws Exception {
    try (PostgresSignals signals = signals()) {
      Signal signal = signal(signals, "query=SELECT 1>1");
      assertThat(value(signal)).isEqualTo(1);
      server.execute(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
              + " WHERE application_name = 'instar throttle'");
      assertThat(signal.read()).isInstanceOf(Reading.Unreadable.class);
      assertThat(value(signal)).isEqualTo(1);
    }
  }

  @Test
  void replicaLagGrowsWhileAStandbyDoesNotReplay() throws Exception {
    try (PostgresServer primary = PostgresServer.start(PostgresVersion.V17);
        PostgresServer standby = primary.startStandby("east", Map.of());
        PostgresSignals signals =
            new PostgresSignals(
                sessions(primary, primary.user(), primary.password()), Optional::empty)) {
      primary.await("SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'");
      Signal any = signal(signals, "replica_lag=1s");
      Signal east = signal(signals, "replica_lag:east=1s");
      awaits(east, value -> value == 0);
      assertThat(signal(signals, "replica_lag:west=1s").read())
          .isEqualTo(new Reading.Unreadable("there is no standby west connected"));

      primary.execute("CREATE ROLE nobody LOGIN PASSWORD 'nobody'");
      try (PostgresSignals blind =
          new PostgresSignals(sessions(primary, "nobody", "nobody"), Optional::empty)) {
        assertThat(signal(blind, "replica_lag=1s").read())
            .isInstanceOfSatisfying(
                Reading.Unreadable.class,
                reading -> assertThat(reading.why()).contains("GRANT pg_monitor"));
      }

      standby.execute("SELECT pg_wal_replay_pause()");
      standby.await("SELECT pg_get_wal_replay_pause_state() = 'paused'");
      primary.execute("CREATE TABLE public.t (id int)");
      awaits(any, value -> value > 1);
      awaits(east, value -> value > 1);
      try (PacedThrottle throttle =
          PacedThrottle.start(
              signals, ThrottleSettings.DEFAULT.with("{\"maxLoad\": \"replica_lag=1s\"}"))) {
        while (!throttle.reason().orElse("").contains("on east, limit 1.0 s")) {
          throttle.acquire(Throttle.Demand.COPY);
        }
      }
      standby.execute("SELECT pg_wal_replay_resume()");
      awaits(any, value -> value == 0);

      standby.stop();
      primary.await("SELECT count(*) = 0 FROM pg_stat_replication");
      assertThat(value(any)).as("nobody is behind").isZero();
      assertThat(east.read()).isInstanceOf(Reading.Unreadable.class);
    }
  }

  private static PostgresSignals signals() {
    return new PostgresSignals(sessions(server.user(), server.password()), Optional::empty);
  }

  private static Signal signal(PostgresSignals signals, String limit) {
    return signals.signal(LoadLimits.parse(limit).getFirst());
  }

  private static Sessions sessions(String user, String password) {
    return sessions(server, user, password);
  }

  private static Sessions sessions(PostgresServer server, String user, String password) {
    return new Sessions(
        new ConnectionSettings(
            server.jdbcUrl("postgres"), Optional.of(user), Optional.of(password), Map.of()),
        "UTC");
  }

  private static Thread sleep(Connection connection) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_catalog.pg_sleep(60)");
              } catch (SQLException e) {
                // Cancelled by the test.
              }
            });
  }

  private static void cancel() throws Exception {
    server.await(
        "SELECT count(*) = 2 FROM pg_stat_activity"
            + " WHERE query LIKE '%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid()");
    server.execute(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
            + " WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()");
  }

  private static double value(Signal signal) throws InterruptedException {
    Reading reading = signal.read();
    assertThat(reading).isInstanceOf(Reading.Measured.class);
    return ((Reading.Measured) reading).value();
  }

  private static void awaits(Signal signal, Predicate<Double> condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    Reading last = signal.read();
    while (!(last instanceof Reading.Measured measured && condition.test(measured.value()))) {
      assertThat(System.nanoTime()).as("last reading %s", last).isLessThan(deadline);
      last = signal.read();
    }
  }
}
