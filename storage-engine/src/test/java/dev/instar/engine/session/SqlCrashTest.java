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
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Power is lost at operations of the disk under transactions in SQL. The same transactions have run
 * before without a crash, and what was committed after each statement is known; after the crash it
 * must be what was committed when the last answer came, or what the statement at hand would have
 * committed, in full. And again after a crash of the recovery.
 *
 * <p>{@code -Dseed} replays a run, {@code -Dcrash.at} one crash of it.
 */
class SqlCrashTest {
  private static final StoreOptions SMALL =
      new StoreOptions(
          new LogOptions(8_000, 1_000, 2_000), 1 << 20, 20_000, 40_000, 1 << 20, false);

  private static final EngineOptions OPTIONS =
      new EngineOptions(
          SMALL,
          // What runs by itself would make two runs different.
          Map.of("autovacuum", "off", "wal_writer_delay", "10000"),
          "instar",
          "",
          "instar");

  private static final int STEPS = 200;

  /** That the database has stopped is what the test is about; held, so that it stays silent. */
  private static final Logger ENGINE = Logger.getLogger("dev.instar.engine");

  @BeforeAll
  static void silence() {
    ENGINE.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    ENGINE.setLevel(null);
  }

  /** A run without a crash: what each statement answered, and what was committed after it. */
  private record Known(List<String> answers, List<Set<String>> committed, long operations) {}

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasAnsweredIsThereAndNothingElse(boolean mayNotWait) {
    crashes(Long.getLong("seed", System.nanoTime()), mayNotWait, 25);
  }

  @Tag("wide")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void atEveryOperation(boolean mayNotWait) {
    long end = System.nanoTime() + Long.getLong("crash.seconds", 60) * 1_000_000_000L;
    long seed = Long.getLong("seed", System.nanoTime());
    do {
      crashes(seed++, mayNotWait, Integer.MAX_VALUE);
    } while (System.nanoTime() < end);
  }

  private static void crashes(long seed, boolean mayNotWait, int crashesMax) {
    SimulatedDisk start = start();
    Known known = known(start.afterKill(), seed, mayNotWait);
    System.out.printf("SqlCrashTest seed %d: %d operations%n", seed, known.operations());
    Random points = new Random(seed);
    long all = known.operations();
    for (int i = 0; i < Math.min(all, crashesMax); i++) {
      long at = all <= crashesMax ? i : points.nextLong(all);
      at = Long.getLong("crash.at", at);
      String when = "seed %d, operation %d of %d".formatted(seed, at, all);
      try {
        crash(start.afterKill(), seed, mayNotWait, at, known, when);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(when, e);
      }
    }
  }

  private static SimulatedDisk start() {
    SimulatedDisk disk = new SimulatedDisk();
    try (Engine engine = Engine.open(disk, OPTIONS);
        DirectClient client = new DirectClient(engine, "instar", "instar")) {
      SqlWorkload.setUp(client);
    }
    return disk;
  }

  private static Known known(SimulatedDisk disk, long seed, boolean mayNotWait) {
    List<String> answers = new ArrayList<>();
    List<Set<String>> committed = new ArrayList<>();
    SqlWorkload workload = new SqlWorkload(seed, mayNotWait);
    Engine engine = Engine.open(disk, OPTIONS);
    EngineAudit audit = new EngineAudit(engine.services());
    long before = disk.operations();
    committed.add(audit.committed());
    workload.run(
        engine,
        disk,
        STEPS,
        (step, sql, answer, waited) -> {
          answers.add(sql + " -> " + answer);
          committed.add(audit.committed());
        });
    long operations = disk.operations() - before;
    assertThat(answers.stream().filter(answer -> answer.endsWith("done")).count())
        .as("a third at least is done: %s", answers)
        .isGreaterThan(answers.size() / 3);
    audit.check("uncrashed, seed " + seed);
    engine.close();
    return new Known(answers, committed, operations);
  }

  private static void crash(
      SimulatedDisk disk, long seed, boolean mayNotWait, long at, Known known, String when) {
    Random chance = new Random(seed ^ at);
    SqlWorkload workload = new SqlWorkload(seed, mayNotWait);
    Engine engine = Engine.open(disk, OPTIONS);
    disk.crashAt(disk.operations() + at, chance);
    List<String> answers = new ArrayList<>();
    int[] promised = {0};
    workload.run(
        engine,
        disk,
        STEPS,
        (step, sql, answer, waited) -> {
          answers.add(sql + " -> " + answer);
          boolean commits =
              !known
                  .committed()
                  .get(answers.size())
                  .equals(known.committed().get(answers.size() - 1));
          if (waited && commits) {
            promised[0] = answers.size();
          }
        });
    assertThat(answers).as(when).isEqualTo(known.answers().subList(0, answers.size()));
    abandon(engine);
    SimulatedDisk left = crashWhileRecovering(disk.afterCrash(chance), chance);
    Set<String> recovered = check(left, workload, known, promised[0], answers.size(), when);
    try (Engine again = Engine.open(left.afterKill(), OPTIONS)) {
      EngineAudit audit = new EngineAudit(again.services());
      assertThat(audit.committed()).as(when + ", opened again").isEqualTo(recovered);
      audit.check(when + ", opened again");
    }
  }

  private static void abandon(Engine engine) {
    try {
      engine.closeAbruptly();
    } catch (RuntimeException e) {
      // Its disk is gone.
    }
  }

  private static SimulatedDisk crashWhileRecovering(SimulatedDisk disk, Random chance) {
    if (chance.nextBoolean()) {
      return disk;
    }
    disk.crashAt(disk.operations() + chance.nextInt(15), chance);
    try {
      Engine.open(disk, OPTIONS).close();
    } catch (RuntimeException e) {
      if (!disk.hasCrashed()) {
        throw e;
      }
    }
    return disk.afterCrash(chance);
  }

  private static Set<String> check(
      SimulatedDisk disk,
      SqlWorkload workload,
      Known known,
      int promised,
      int answered,
      String when) {
    try (Engine engine = Engine.open(disk, OPTIONS)) {
      EngineAudit audit = new EngineAudit(engine.services());
      Set<String> found = audit.committed();
      // The statement at hand may have committed.
      int last = Math.min(answered + 1, known.committed().size() - 1);
      boolean isKnown = false;
      for (int i = last; i >= promised && !isKnown; i--) {
        isKnown = found.equals(known.committed().get(i));
      }
      if (!isKnown) {
        assertThat(found)
            .as("%s, from %s to %s", when, promised, known.answers().subList(promised, last))
            .isEqualTo(known.committed().get(answered));
      }
      audit.check(when);
      try (DirectClient client = new DirectClient(engine, "instar", "instar")) {
        checkSlot(client, workload, when);
        assertThat((Long) client.value("SELECT nextval('numbers')"))
            .as(when)
            .isGreaterThan(workload.given);
        client.run("VACUUM");
        audit.check(when + ", after vacuum");
      }
      return audit.committed();
    }
  }

  /** Each commit once, in order; the last ones may be lost if they did not wait. */
  private static void checkSlot(DirectClient client, SqlWorkload workload, String when) {
    List<Integer> after = SqlWorkload.messages(client.run(SqlWorkload.CHANGES));
    List<Integer> all = new ArrayList<>(workload.delivered);
    List<Integer> expected = new ArrayList<>(workload.committed);
    if (workload.doubtful != 0 && after.contains(workload.doubtful)) {
      expected.add(workload.doubtful);
    }
    if (workload.readingSlot) {
      // What was handed out with the lost answer is missing; what comes after it is in order.
      int last = after.isEmpty() ? expected.size() : expected.indexOf(after.getFirst());
      assertThat(last).as(when).isBetween(all.size(), expected.size());
      all.addAll(expected.subList(all.size(), last));
    }
    all.addAll(after);
    if (workload.mayNotWait()) {
      checkPrefix(all, expected, when);
    } else {
      assertThat(all).as(when).isEqualTo(expected);
    }
  }

  private static void checkPrefix(List<Integer> delivered, List<Integer> committed, String when) {
    assertThat(delivered)
        .as(when)
        .isEqualTo(committed.subList(0, Math.min(delivered.size(), committed.size())));
  }

  @Test
  void aDatabaseThatIsBeingMadeIsMadeAgain() {
    SimulatedDisk whole = new SimulatedDisk();
    Engine.open(whole, OPTIONS).close();
    for (long at = 0; at < whole.operations(); at++) {
      Random chance = new Random(at);
      SimulatedDisk disk = new SimulatedDisk();
      disk.crashAt(at, chance);
      try {
        Engine.open(disk, OPTIONS).close();
      } catch (RuntimeException e) {
        assertThat(disk.hasCrashed()).isTrue();
      }
      SimulatedDisk left = disk.afterCrash(chance);
      try (Engine engine = Engine.open(left, OPTIONS);
          DirectClient client = new DirectClient(engine, "instar", "instar")) {
        client.run("CREATE TABLE t AS SELECT 1 AS a");
        assertThat(client.value("SELECT a FROM t")).isEqualTo(1);
      }
    }
  }
}
