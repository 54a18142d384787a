package dev.instar.migrator.throttle;

import dev.instar.migrator.throttle.Throttle.Demand;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How long a worker rests, as a multiple of how long its last piece of work kept the server busy.
 * Pure.
 *
 * <ol>
 *   <li>Nobody else is at work on the server: 0, full speed, all workers.
 *   <li>Others are: one worker at a time, in short pieces ({@link #SHARED_PIECE}), with a rest of
 *       {@value #SHARED_RATIO} after each, so that one of two cores is left to them, and the other
 *       for a third of the time. From {@value #FEW_SESSIONS} sessions on the rest grows with their
 *       number, up to {@value #MAX_ADAPTIVE_RATIO}.
 *   <li>A {@code nice} of the user's replaces both.
 *   <li>A backlog adds 1 for every {@value #BACKLOG_KEYS} keys to the rests of bulk work, up to
 *       {@value #MAX_BACKLOG_RATIO}: the copy slows, the application never does, and the copy never
 *       stops.
 *   <li>Applying rests a quarter of that, and not at all once the backlog is above {@value
 *       #URGENT_BACKLOG_KEYS} keys.
 *   <li>Overload doubles, each second it lasts, the time that work plus rest take, up to 64-fold;
 *       each second without it halves that again. Applying feels half as many doublings.
 * </ol>
 *
 * <p>Measured on two cores that the application's clients, the server and Instar share, at half
 * load, one million rows: pieces of 10 ms with a rest of 1 took 7 times the idle server's time, of
 * 20 ms with a rest of 0.5 took 4 times, of 500 ms with a rest of 0.4 took 2.2 times and made
 * requests queue for 300 ms.
 */
final class Pace {
  static final double SHARED_RATIO = 0.5;
  static final double FEW_SESSIONS = 4;
  static final double MAX_ADAPTIVE_RATIO = 4;
  static final long BACKLOG_KEYS = 50_000;
  static final double MAX_BACKLOG_RATIO = 4;
  static final long URGENT_BACKLOG_KEYS = 10_000;

  /** 2 to the power of this is how many times slower overload makes work. */
  static final int MAX_DOUBLINGS = 6;

  /** Fewer sessions than this, on average over some seconds, is nobody. */
  private static final double NOBODY = 0.25;

  /** Statements of others queue behind a piece of work for a part of this at most. */
  static final Duration SHARED_PIECE = Duration.ofMillis(20);

  private Pace() {}

  /** Whether others are at work, so that one worker is enough. */
  static boolean isShared(double otherSessions) {
    return otherSessions >= NOBODY;
  }

  /**
   * @param otherSessions how many sessions of others are at work, on average
   * @param nice the user's ratio; empty to adapt
   * @param backlogKeys how many keys wait to be applied
   * @param doublings for how many seconds, so to speak, there has been overload
   */
  static double restRatio(
      Demand demand, double otherSessions, OptionalDouble nice, long backlogKeys, int doublings) {
    double yielding =
        isShared(otherSessions)
            ? Math.min(MAX_ADAPTIVE_RATIO, SHARED_RATIO * Math.max(1, otherSessions / FEW_SESSIONS))
            : 0;
    double rest = nice.orElse(yielding);
    return switch (demand) {
      case APPLY -> slowed(backlogKeys > URGENT_BACKLOG_KEYS ? 0 : rest / 4, doublings / 2);
      case COPY, BACKFILL, VERIFY ->
          slowed(
              rest + Math.min(MAX_BACKLOG_RATIO, (double) backlogKeys / BACKLOG_KEYS), doublings);
    };
  }

  private static double slowed(double rest, int doublings) {
    return (1 + rest) * (1 << doublings) - 1;
  }
}
