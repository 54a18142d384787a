package dev.instar.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.disk.SimulatedDisk;
import dev.instar.engine.store.StoreOptions;
import dev.instar.engine.vacuum.EngineAudit;
import dev.instar.engine.wal.LogOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Power is lost under sessions that write at the same time, with group commit, pages and
 * checkpoints written in the background and vacuum; again and again on what is left of the same
 * disk. One session does not wait for its commits: of those the last may be lost, and none before a
 * later one.
 */
@Timeout(900)
class PowerLossTest {
  private static final int WRITERS = 4;
  private static final int ACCOUNTS = 10;
  private static final int BALANCE = 100;

  private static final EngineOptions OPTIONS =
      new EngineOptions(
          new StoreOptions(
              new LogOptions(20_000, 2_000, 4_000), 1 << 20, 30_000, 100_000, 1 << 20, true),
          Map.of("wal_writer_delay", "5"),
          "instar",
          "",
          "instar");

  /** Held, so that it stays silent. */
  private static final Logger ENGINE = Logger.getLogger("dev.instar.engine");

  /** The last entry of each writer whose commit was answered. */
  private final long[] answered = new long[WRITERS];

  @BeforeAll
  static void silence() {
    ENGINE.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    ENGINE.setLevel(null);
  }

  @Test
  void whatWasAnsweredIsThereAfterTenCrashes() throws Exception {
    run(10);
  }

  @Tag("wide")
  @Test
  void whatWasAnsweredIsThereAfterManyCrashes() throws Exception {
    run(Integer.getInteger("crashes", 300));
  }

  private void run(int crashes) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("PowerLossTest seed " + seed);
    Random random = new Random(seed);
    SimulatedDisk disk = new SimulatedDisk();
    try (Engine engine = Engine.open(disk, OPTIONS);
        DirectClient client = new DirectClient(engine, "instar", "instar")) {
      client.run("CREATE TABLE account (id integer PRIMARY KEY, balance integer)");
      client.run("CREATE INDEX ON account (balance)");
      client.run(
          "INSERT INTO account SELECT g, %d FROM generate_series(1, %d) g"
              .formatted(BALANCE, ACCOUNTS));
      client.run("CREATE TABLE entry (writer integer, n bigint, PRIMARY KEY (writer, n))");
    }
    for (int crash = 1; crash <= crashes; crash++) {
      disk = crash(disk, random);
      try (Engine engine = Engine.open(disk.afterKill(), OPTIONS);
          DirectClient client = new DirectClient(engine, "instar", "instar")) {
        check(engine, client, "seed %d, crash %d".formatted(seed, crash));
      }
    }
  }

  private SimulatedDisk crash(SimulatedDisk disk, Random random) throws Exception {
    Random chance = new Random(random.nextLong());
    Engine engine = Engine.open(disk, OPTIONS);
    disk.crashAt(disk.operations() + 5 + random.nextInt(300), chance);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        Random its = new Random(random.nextLong());
        writers.add(threads.submit(() -> write(engine, disk, number, its)));
      }
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    try {
      engine.closeAbruptly();
    } catch (RuntimeException e) {
      assertThat(disk.hasCrashed()).isTrue();
    }
    return disk.afterCrash(chance);
  }

  private void write(Engine engine, SimulatedDisk disk, int writer, Random random) {
    try {
      // Not closed: a crash closes nothing.
      DirectClient client = new DirectClient(engine, "instar", "instar");
      client.run("SET synchronous_commit = " + (writer == 0 ? "off" : "on"));
      long number =
          (Long) client.value("SELECT coalesce(max(n), 0) FROM entry WHERE writer = " + writer);
      answered[writer] = number;
      while (!disk.hasCrashed()) {
        number++;
        int amount = random.nextInt(20);
        int first = 1 + random.nextInt(ACCOUNTS - 1);
        int second = first + 1 + random.nextInt(ACCOUNTS - first);
        client.run(
            "BEGIN; UPDATE account SET balance = balance + %d WHERE id = %d"
                .formatted(amount, first));
        client.run(
            "UPDATE account SET balance = balance - %d WHERE id = %d".formatted(amount, second));
        client.run("INSERT INTO entry VALUES (%d, %d); COMMIT".formatted(writer, number));
        answered[writer] = number;
      }
    } catch (RuntimeException e) {
      if (!disk.hasCrashed()) {
        throw e;
      }
    }
  }

  private void check(Engine engine, DirectClient client, String when) {
    assertThat(client.value("SELECT sum(balance) FROM account"))
        .as(when)
        .isEqualTo((long) ACCOUNTS * BALANCE);
    for (int writer = 0; writer < WRITERS; writer++) {
      String of = " FROM entry WHERE writer = " + writer;
      long last = (Long) client.value("SELECT coalesce(max(n), 0)" + of);
      assertThat(client.value("SELECT count(*)" + of)).as(when).isEqualTo(last);
      assertThat(last).as(when).isLessThanOrEqualTo(answered[writer] + 1);
      if (writer > 0) {
        assertThat(last).as(when).isGreaterThanOrEqualTo(answered[writer]);
      }
    }
    new EngineAudit(engine.services()).check(when);
  }
}
