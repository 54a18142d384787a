package dev.instar.migrator.twin.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The process is killed, its connections are cut, its server crashes, its slot is lost. */
final class KillAnywhereTest {
  private static final int ROWS = 8_000;

  /** About as long as a run of that many rows takes, the start of its process included. */
  private static final int RUN_MILLIS = 4_000;

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start(PostgresVersion.V17);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void killedAtEveryBoundaryItGoesOn() throws Exception {
    try (Trial trial = new Trial(server, 1, ROWS)) {
      Set<String> boundaries = new HashSet<>();
      AtomicBoolean killed = new AtomicBoolean();
      do {
        killed.set(false);
        try (RunnerProcess process =
            trial.start(
                (self, line) -> {
                  // One for each run: what is printed before the kill is killed at next time.
                  if (isBoundary(line) && !killed.get() && boundaries.add(line)) {
                    killed.set(true);
                    self.kill();
                  }
                })) {
          int code = process.await();
          if (!killed.get()) {
            assertThat(code).as(process::text).isZero();
          }
        }
      } while (killed.get());
      System.out.println("killed at " + boundaries);
      // Begin and end of the step and of the run, and three indexes.
      assertThat(boundaries).hasSizeGreaterThanOrEqualTo(6);
      trial.assertMigrated();
    }
  }

  private static boolean isBoundary(String line) {
    return line.startsWith("at ") || line.startsWith("notice building index");
  }

  @Test
  void killedAtRandomInstantsItGoesOn() throws Exception {
    killedAtRandom(2);
  }

  static LongStream seeds() {
    return LongStream.range(100, 110);
  }

  @Tag("wide")
  @ParameterizedTest
  @MethodSource("seeds")
  void killedAtManyRandomInstantsItGoesOn(long seed) throws Exception {
    killedAtRandom(seed);
  }

  private static void killedAtRandom(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (Trial trial = new Trial(server, seed, ROWS)) {
      for (int i = 0; i < 5; i++) {
        try (RunnerProcess process = trial.start()) {
          TimeUnit.MILLISECONDS.sleep(random.nextInt(RUN_MILLIS));
          process.kill();
          process.await();
        }
      }
      trial.finish();
      trial.assertMigrated();
    }
  }

  @Test
  void abortedAtARandomInstantItLeavesNothingBehind() throws Exception {
    abortedAtRandom(3);
  }

  @Tag("wide")
  @ParameterizedTest
  @MethodSource("seeds")
  void abortedAtManyRandomInstantsItLeavesNothingBehind(long seed) throws Exception {
    abortedAtRandom(seed);
  }

  private static void abortedAtRandom(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (Trial trial = new Trial(server, seed, ROWS)) {
      try (RunnerProcess process = trial.start()) {
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(RUN_MILLIS / 2));
        process.kill();
        process.await();
      }
      if (trial.isSwapped()) {
        trial.finish();
        trial.assertMigrated();
      } else {
        if (trial.isBegun()) {
          trial.abort();
        }
        trial.assertUntouched();
      }
    }
  }

  @Tag("wide")
  @Test
  void withItsConnectionsCutItLosesNothing() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    try (Trial trial = new Trial(server, 4, ROWS)) {
      try (RunnerProcess process = whenItHasCopied(trial)) {
        for (int i = 0; i < 3; i++) {
          trial.ask(
              "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity"
                  + " WHERE datname = current_database() AND application_name LIKE 'instar%'");
          TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
        }
        process.await();
      }
      trial.finish();
      trial.assertMigrated();
    }
  }

  @Tag("wide")
  @Test
  void aCrashOfTheServerLosesNothing() throws Exception {
    try (Trial trial = new Trial(server, 5, ROWS)) {
      try (RunnerProcess process = whenItHasCopied(trial)) {
        server.crash();
        server.start();
        process.await();
      }
      trial.finish();
      trial.assertMigrated();
    }
  }

  @Test
  void withoutItsSlotItStopsAndTheTableIsUntouched() throws Exception {
    try (Trial trial = new Trial(server, 6, ROWS)) {
      try (RunnerProcess process = whenItHasCopied(trial)) {
        process.kill();
        process.await();
      }
      assertThat(trial.isSwapped()).isFalse();
      server.await("SELECT NOT EXISTS (SELECT FROM pg_replication_slots WHERE active)");
      trial.ask(
          "SELECT count(pg_drop_replication_slot(slot_name)) = 1 FROM pg_replication_slots"
              + " WHERE database = current_database()");
      try (RunnerProcess process = trial.start()) {
        assertThat(process.await()).as(process::text).isEqualTo(1);
        assertThat(process.text()).contains("error SLOT_LOST");
      }
      trial.abort();
      trial.assertUntouched();
    }
  }

  /** A run that has copied rows and not yet swapped. */
  private static RunnerProcess whenItHasCopied(Trial trial) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    RunnerProcess process =
        trial.start(
            (self, line) -> {
              if (line.startsWith("error") || line.startsWith("at end")) {
                ended.countDown();
              }
            });
    while (!trial.hasCopied()) {
      if (ended.await(5, TimeUnit.MILLISECONDS) || !process.isRunning()) {
        throw new AssertionError("ended before it copied: " + process.text());
      }
    }
    return process;
  }
}
