package dev.instar.migrator.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacedThrottleTest {
  private static final Duration CHUNK = Duration.ofMillis(100);

  private final FakeTime time = new FakeTime();
  private final FakeSignals signals = new FakeSignals();
  private final PacedThrottle throttle = new PacedThrottle(signals, ThrottleSettings.DEFAULT, time);

  @Test
  void nobodyElseAtWorkMeansFullSpeed() throws InterruptedException {
    sampleAsTimePasses();
    assertThat(wallTime(Demand.COPY, 100, 1_000)).isEqualTo(CHUNK.multipliedBy(100));
    assertThat(throttle.reason()).isEmpty();
  }

  @Test
  void othersAtWorkMakeTheCopyRestWithinItsThreefold() throws InterruptedException {
    signals.set("active_sessions", 1);
    sampleAsTimePasses();
    settle();
    // One worker where there were two: the copy takes twice this.
    assertThat(slowdown(wallTime(Demand.COPY, 100, 1_000), 100)).isCloseTo(1.5, within(0.05));
    assertThat(throttle.reason()).contains("others are at work");
    assertThat(slowdown(wallTime(Demand.APPLY, 100, 1_000), 100)).isCloseTo(1.125, within(0.02));
  }

  @Test
  void theMoreOthersAreAtWorkTheLongerTheCopyRestsWithinABound() throws InterruptedException {
    sampleAsTimePasses();
    signals.set("active_sessions", 8);
    settle();
    assertThat(slowdown(wallTime(Demand.COPY, 100, 1_000), 100)).isCloseTo(2, within(0.1));
    signals.set("active_sessions", 1_000);
    settle();
    assertThat(slowdown(wallTime(Demand.COPY, 100, 1_000), 100)).isCloseTo(5, within(0.1));
  }

  @Test
  void whileOthersAreAtWorkOneWorkerCopiesAtATime() throws Exception {
    signals.set("active_sessions", 1);
    sampleAsTimePasses();
    settle();
    CountDownLatch begun = new CountDownLatch(1);
    PacedThrottle real = PacedThrottle.start(signals, ThrottleSettings.DEFAULT);
    try (real) {
      real.sample();
      for (int i = 0; i < 20; i++) {
        real.sample();
      }
      real.acquire(Demand.COPY);
      Thread second =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      real.acquire(Demand.COPY);
                      begun.countDown();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
      assertThat(begun.await(300, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(real.reason()).contains("one worker at a time: others are at work");
      real.used(Demand.COPY, 1, Duration.ZERO);
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      second.join();
    }
  }

  @Test
  void whileOthersAreAtWorkEveryWorkerRestsForWhatAnyDid() throws Exception {
    signals.set("active_sessions", 1);
    sampleAsTimePasses();
    settle();
    throttle.acquire(Demand.COPY);
    time.pass(CHUNK);
    throttle.used(Demand.COPY, 1_000, CHUNK);
    boolean[] mayBegin = new boolean[1];
    Thread.ofPlatform().start(() -> mayBegin[0] = throttle.bulkMayBegin()).join();
    assertThat(mayBegin[0]).isFalse();
    time.pass(CHUNK);
    Thread.ofPlatform().start(() -> mayBegin[0] = throttle.bulkMayBegin()).join();
    assertThat(mayBegin[0]).isTrue();
  }

  @Test
  void whoFindsNothingToDoHoldsNobody() throws Exception {
    signals.set("active_sessions", 1);
    sampleAsTimePasses();
    settle();
    throttle.acquire(Demand.COPY);
    assertThat(throttle.bulkMayBegin()).isFalse();
    throttle.used(Demand.COPY, 0, Duration.ZERO);
    assertThat(throttle.bulkMayBegin()).isTrue();
  }

  @Test
  void piecesAreShortOnlyWhileOthersAreAtWork() throws InterruptedException {
    sampleAsTimePasses();
    assertThat(throttle.yields()).isFalse();
    assertThat(throttle.pieceTime(CHUNK)).isEqualTo(CHUNK);
    signals.set("active_sessions", 1);
    settle();
    assertThat(throttle.yields()).isTrue();
    assertThat(throttle.pieceTime(CHUNK)).isEqualTo(Pace.SHARED_PIECE);
    assertThat(throttle.pieceTime(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void piecesHaveNoMoreRowsThanAShareOfASecondBrings() {
    assertThat(throttle.pieceRows(20_000)).isEqualTo(20_000);
    throttle.change(ThrottleSettings.DEFAULT.with("{\"maxRowsPerSecond\": 500}"));
    assertThat(throttle.pieceRows(20_000)).isEqualTo(125);
    assertThat(throttle.pieceRows(50)).isEqualTo(50);
    throttle.change(ThrottleSettings.DEFAULT.with("{\"maxRowsPerSecond\": 1}"));
    assertThat(throttle.pieceRows(20_000)).isEqualTo(1);
  }

  @Test
  void aNiceOfTheUsersReplacesTheAdaptiveRest() throws InterruptedException {
    sampleAsTimePasses();
    throttle.change(ThrottleSettings.DEFAULT.with("{\"nice\": 2}"));
    assertThat(slowdown(wallTime(Demand.BACKFILL, 50, 1_000), 50)).isCloseTo(3, within(0.1));
    throttle.change(ThrottleSettings.DEFAULT.with("{\"nice\": 0}"));
    signals.set("active_sessions", 50);
    settle();
    assertThat(slowdown(wallTime(Demand.VERIFY, 50, 1_000), 50)).isCloseTo(1, within(0.1));
  }

  @Test
  void I6_rowsPerSecondAreSharedByNeed() throws InterruptedException {
    sampleAsTimePasses();
    throttle.change(ThrottleSettings.DEFAULT.with("{\"maxRowsPerSecond\": 10000}"));
    Duration alone = wallTime(Demand.COPY, 100, 2_000);
    assertThat(alone.toMillis()).isBetween(18_000L, 21_000L);

    long copied = 0;
    long applied = 0;
    Duration begun = time.sinceStart();
    throttle.backlog(1_000_000);
    while (time.sinceStart().minus(begun).toSeconds() < 60) {
      throttle.acquire(Demand.APPLY);
      throttle.used(Demand.APPLY, 1_000, Duration.ZERO);
      applied += 1_000;
      if (throttle.bulkMayBegin()) {
        throttle.acquire(Demand.COPY);
        throttle.used(Demand.COPY, 1_000, Duration.ZERO);
        copied += 1_000;
      }
    }
    double seconds = time.sinceStart().minus(begun).toMillis() / 1_000.0;
    assertThat((copied + applied) / seconds).isCloseTo(10_000, within(500.0));
    assertThat(applied / seconds).as("applying has nine tenths").isCloseTo(9_000, within(600.0));
    assertThat(copied / seconds).as("the copy does not starve").isGreaterThan(700);
  }

  @Test
  void I6_aGrowingBacklogSlowsTheCopyAndNeverStopsIt() throws InterruptedException {
    sampleAsTimePasses();
    throttle.backlog(100_000);
    assertThat(slowdown(wallTime(Demand.COPY, 20, 1_000), 20)).isCloseTo(3, within(0.1));
    assertThat(throttle.reason()).contains("backlog of 100000 keys");
    throttle.backlog(Long.MAX_VALUE);
    assertThat(slowdown(wallTime(Demand.COPY, 20, 1_000), 20)).isCloseTo(5, within(0.1));
    assertThat(slowdown(wallTime(Demand.APPLY, 20, 1_000), 20)).isCloseTo(1, within(0.01));
  }

  @Test
  void maxLoadSlowsToATrickleAndRecovers() throws InterruptedException {
    throttle.change(ThrottleSettings.DEFAULT.with("{\"maxLoad\": \"replica_lag=5s\"}"));
    signals.set("replica_lag", 12);
    throttle.sample();
    sampleAsTimePasses();
    time.pass(Duration.ofSeconds(10));
    assertThat(slowdown(wallTime(Demand.COPY, 10, 1_000), 10)).isCloseTo(64, within(7.0));
    assertThat(throttle.reason()).contains("replica_lag 12.0, limit 5.0 s");
    assertThat(slowdown(wallTime(Demand.APPLY, 10, 1_000), 10)).isCloseTo(8, within(1.0));

    signals.set("replica_lag", 0);
    for (int second = 0; second < 10; second++) {
      time.pass(Duration.ofSeconds(1));
      throttle.acquire(Demand.APPLY);
    }
    assertThat(wallTime(Demand.COPY, 10, 1_000)).isEqualTo(CHUNK.multipliedBy(10));
    assertThat(throttle.reason()).isEmpty();
  }

  @Test
  void criticalLoadStopsTheRun() throws InterruptedException {
    throttle.change(ThrottleSettings.DEFAULT.with("{\"criticalLoad\": \"active_sessions=50\"}"));
    signals.set("active_sessions", 51);
    throttle.sample();
    assertThatThrownBy(() -> throttle.acquire(Demand.APPLY))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CRITICAL_LOAD);
              assertThat(e).hasMessage("stopped: active_sessions 51.0, limit 50");
            });
  }

  @Test
  void aSignalThatCannotBeReadCountsAsOverload() throws InterruptedException {
    throttle.change(ThrottleSettings.DEFAULT.with("{\"criticalLoad\": \"replica_lag=5s\"}"));
    signals.readings.put("replica_lag", new Reading.Unreadable("GRANT pg_monitor"));
    throttle.sample();
    throttle.acquire(Demand.COPY);
    assertThat(throttle.reason()).contains("replica_lag cannot be read: GRANT pg_monitor");
    signals.readings.remove("replica_lag");
    throttle.sample();
    throttle.acquire(Demand.COPY);
    assertThat(throttle.reason()).contains("replica_lag cannot be read: broken");
  }

  @Test
  void aSignalThatIsFrozenOnItsLastGoodReadingCountsAsOverload() throws InterruptedException {
    throttle.change(ThrottleSettings.DEFAULT.with("{\"maxLoad\": \"replica_lag=5s\"}"));
    signals.set("replica_lag", 0);
    throttle.sample();
    throttle.acquire(Demand.COPY);
    assertThat(throttle.reason()).isEmpty();
    time.pass(Duration.ofSeconds(6));
    throttle.acquire(Demand.COPY);
    assertThat(throttle.reason()).contains("replica_lag was not read for 6.0 s");
  }

  @Test
  void sessionsThatCannotBeCountedAreTakenForBusyOnes() throws InterruptedException {
    signals.readings.put("active_sessions", new Reading.Unreadable("GRANT pg_monitor"));
    throttle.sample();
    assertThat(slowdown(wallTime(Demand.COPY, 20, 1_000), 20)).isCloseTo(1.5, within(0.05));
    assertThat(throttle.reason()).contains("other sessions cannot be counted: GRANT pg_monitor");
  }

  @Test
  void aPauseHoldsEverybodyUntilItEnds() throws InterruptedException {
    sampleAsTimePasses();
    throttle.pause(true);
    Runnable sampling = time.whenPassed;
    time.whenPassed =
        () -> {
          sampling.run();
          assertThat(throttle.reason()).contains("paused");
          if (time.sinceStart().toSeconds() >= 30) {
            throttle.pause(false);
          }
        };
    throttle.acquire(Demand.APPLY);
    assertThat(time.sinceStart()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
  }

  /** As the sampling thread would. */
  private void sampleAsTimePasses() throws InterruptedException {
    throttle.sample();
    long[] next = {Duration.ofSeconds(1).toNanos()};
    time.whenPassed =
        () -> {
          while (time.nanoTime() >= next[0]) {
            next[0] += Duration.ofSeconds(1).toNanos();
            try {
              throttle.sample();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
  }

  /** Until the average of other sessions is what they are. */
  private void settle() {
    for (int second = 0; second < 40; second++) {
      time.pass(Duration.ofSeconds(1));
    }
  }

  private Duration wallTime(Demand demand, int pieces, long rows) throws InterruptedException {
    Duration begun = time.sinceStart();
    for (int i = 0; i < pieces; i++) {
      throttle.acquire(demand);
      time.pass(CHUNK);
      throttle.used(demand, rows, CHUNK);
    }
    return time.sinceStart().minus(begun);
  }

  private static double slowdown(Duration taken, int pieces) {
    return (double) taken.toNanos() / CHUNK.multipliedBy(pieces).toNanos();
  }
}
