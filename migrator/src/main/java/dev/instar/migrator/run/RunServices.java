package dev.instar.migrator.run;

import dev.instar.migrator.execute.RebuildCleanup;
import dev.instar.migrator.execute.StepExecutor;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.postgresql.steps.PostgresSteps;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What a run needs of others.
 *
 * @param rebuild carries out rebuilds
 * @param cleanup takes back a rebuild that is not swapped
 * @param throttles makes the throttle
 * @param timing of the lease
 * @param ticker time
 * @param random for jitter
 */
public record RunServices(
    StepExecutor rebuild,
    RebuildCleanup cleanup,
    ThrottleSource throttles,
    RunTiming timing,
    Ticker ticker,
    RandomGenerator random) {
  public RunServices {
    Objects.requireNonNull(rebuild, "rebuild");
    Objects.requireNonNull(cleanup, "cleanup");
    Objects.requireNonNull(throttles, "throttles");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(ticker, "ticker");
    Objects.requireNonNull(random, "random");
  }

  /** For PostgreSQL, as it is run in earnest: paced, and following what other terminals set. */
  public static RunServices paced(ThrottleSettings throttle) {
    RebuildExecutor rebuild = new RebuildExecutor();
    return new RunServices(
        rebuild,
        rebuild,
        (sessions, flags) -> FollowingThrottle.open(sessions, throttle, flags),
        RunTiming.DEFAULT,
        Ticker.SYSTEM,
        RandomGenerator.getDefault());
  }

  PostgresSteps steps() {
    return new PostgresSteps(rebuild, cleanup, ticker, random);
  }
}
