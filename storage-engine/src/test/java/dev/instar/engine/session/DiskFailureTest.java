package dev.instar.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.disk.DiskFile;
import dev.instar.engine.disk.FailingDisk;
import dev.instar.engine.disk.SimulatedDisk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.store.StoreOptions;
import dev.instar.engine.vacuum.EngineAudit;
import dev.instar.engine.wal.LogOptions;
import dev.instar.engine.wal.Lsn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full, or fails: the database stops, answers no commit, and has lost nothing. */
@Timeout(60)
class DiskFailureTest {
  private static final StoreOptions SMALL =
      new StoreOptions(
          new LogOptions(8_000, 1_000, 2_000), 1 << 20, 20_000, 40_000, 1 << 20, false);

  private static final EngineOptions OPTIONS =
      new EngineOptions(SMALL, Map.of("autovacuum", "off"), "instar", "", "instar");

  /** Held, so that it stays silent. */
  private static final Logger ENGINE = Logger.getLogger("dev.instar.engine");

  @BeforeAll
  static void silence() {
    ENGINE.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    ENGINE.setLevel(null);
  }

  @Test
  void aCommitWhoseForceFailedIsNotAnsweredAndNobodyIsServedAfterwards() {
    FailingDisk disk = new FailingDisk();
    Engine engine = Engine.open(disk, OPTIONS);
    DirectClient client = new DirectClient(engine, "instar", "instar");
    DirectClient other = new DirectClient(engine, "instar", "instar");
    client.run("CREATE TABLE t (a integer)");
    client.run("INSERT INTO t VALUES (1)");
    disk.failForces("log-");
    fails(client, "INSERT INTO t VALUES (2)", SqlState.IO_ERROR);
    disk.heal();
    fails(other, "INSERT INTO t VALUES (3)", SqlState.IO_ERROR);
    awaitEnd(client);
    awaitEnd(other);
    assertThatThrownBy(() -> new DirectClient(engine, "instar", "instar"))
        .isInstanceOfSatisfying(
            SqlException.class, e -> assertThat(e.state()).isEqualTo(SqlState.CANNOT_CONNECT_NOW));
    engine.close();
    try (Engine again = Engine.open(disk, OPTIONS);
        DirectClient now = new DirectClient(again, "instar", "instar")) {
      // Whether 2 is there was never answered.
      assertThat(now.run("SELECT a FROM t WHERE a <> 2")).isEqualTo(List.of(List.of(1)));
      now.run("INSERT INTO t VALUES (4)");
    }
  }

  @Test
  void commitsThatDoNotWaitStopWithTheLog() {
    FailingDisk disk = new FailingDisk();
    Engine engine = Engine.open(disk, OPTIONS);
    DirectClient client = new DirectClient(engine, "instar", "instar");
    client.run("CREATE TABLE t (a integer); SET synchronous_commit = off");
    disk.failForces("log-");
    untilRefused(client, "INSERT INTO t VALUES (1)", state -> state == SqlState.IO_ERROR);
    awaitEnd(client);
    engine.close();
  }

  @Test
  void commitsThatDoNotWaitAreOnDiskSoon() {
    FailingDisk disk = new FailingDisk();
    Engine engine = Engine.open(disk, OPTIONS);
    DirectClient client = new DirectClient(engine, "instar", "instar");
    client.run("CREATE TABLE t (a integer); SET synchronous_commit = off");
    client.run("INSERT INTO t VALUES (1)");
    var log = engine.services().store().log();
    var end = log.end();
    while (log.durableEnd().compareTo(end) < 0) {
      Thread.onSpinWait();
    }
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"log-", "pages", "control"})
  void aFullDiskStopsTheDatabaseAndLosesNothing(String file) {
    FailingDisk disk = new FailingDisk();
    Engine engine = Engine.open(disk, OPTIONS);
    DirectClient client = new DirectClient(engine, "instar", "instar");
    client.run("CREATE TABLE t (a integer PRIMARY KEY, b text)");
    client.run("INSERT INTO t SELECT g, repeat('b', 100) FROM generate_series(1, 100) g");
    disk.fill(file);
    int answered =
        untilRefused(
            client,
            "INSERT INTO t SELECT max(a) + 1, repeat('b', 1000) FROM t",
            state -> state == SqlState.DISK_FULL);
    awaitEnd(client);
    engine.close();
    disk.heal();
    try (Engine again = Engine.open(disk, OPTIONS);
        DirectClient now = new DirectClient(again, "instar", "instar")) {
      long rows = (Long) now.value("SELECT count(*) FROM t");
      assertThat(rows).isBetween(100L + answered, 101L + answered);
      EngineAudit audit = new EngineAudit(again.services());
      audit.check("after a full disk");
      Set<String> before = audit.committed();
      now.run("INSERT INTO t VALUES (-1, 'goes on')");
      assertThat(audit.committed()).hasSize(before.size() + 1);
    }
  }

  /** Sixteen rows, a commit each, and no checkpoint after them. */
  private static SimulatedDisk written(long[] end) {
    SimulatedDisk disk = new SimulatedDisk();
    EngineOptions options =
        new EngineOptions(StoreOptions.forHeap(64 << 20), Map.of(), "instar", "", "instar");
    Engine engine = Engine.open(disk, options);
    try (DirectClient client = new DirectClient(engine, "instar", "instar")) {
      client.run("CREATE TABLE t (a integer)");
      for (int i = 1; i <= 16; i++) {
        end[i - 1] = engine.services().store().log().end().value();
        client.run("INSERT INTO t VALUES (" + i + ")");
      }
    }
    engine.closeAbruptly();
    return disk.afterKill();
  }

  private static String log(SimulatedDisk disk) {
    return disk.list().stream().filter(name -> name.startsWith("log-")).findFirst().orElseThrow();
  }

  @Test
  void aTornTailIsCut() {
    long[] end = new long[16];
    SimulatedDisk disk = written(end);
    try (DiskFile log = disk.open(log(disk))) {
      log.truncate(end[15] + 50);
    }
    try (Engine engine = Engine.open(disk, OPTIONS);
        DirectClient client = new DirectClient(engine, "instar", "instar")) {
      assertThat(client.value("SELECT max(a) FROM t")).isEqualTo(15);
      client.run("INSERT INTO t VALUES (17)");
    }
  }

  @Test
  void aDamagedMiddleIsRefusedWithItsPosition() {
    long[] end = new long[16];
    SimulatedDisk disk = written(end);
    disk.flip(log(disk), end[8] + 10);
    assertThatThrownBy(() -> Engine.open(disk, OPTIONS))
        .isInstanceOfSatisfying(
            SqlException.class,
            e -> {
              assertThat(e.state()).isEqualTo(SqlState.DATA_CORRUPTED);
              assertThat(e.getMessage()).contains("position " + new Lsn(end[8]));
            });
  }

  private static int untilRefused(DirectClient client, String sql, Predicate<SqlState> expected) {
    for (int answered = 0; ; answered++) {
      try {
        client.run(sql);
      } catch (SqlException e) {
        assertThat(expected.test(e.state())).as(e.toString()).isTrue();
        return answered;
      }
    }
  }

  private static void fails(DirectClient client, String sql, SqlState state) {
    assertThatThrownBy(() -> client.run(sql))
        .isInstanceOfSatisfying(SqlException.class, e -> assertThat(e.state()).isEqualTo(state));
  }

  private static void awaitEnd(DirectClient client) {
    while (client.ending() == null) {
      Thread.onSpinWait();
    }
    assertThat(client.ending().state()).isEqualTo(SqlState.CRASH_SHUTDOWN);
  }
}
