package dev.instar.migrator.run;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.ControlFlags;
import dev.instar.migrator.journal.LiveSlot;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.throttle.PostgresSignals;
import dev.instar.migrator.throttle.PacedThrottle;
import dev.instar.migrator.throttle.Throttle;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A throttle that begins with settings of its own and follows what other terminals set with {@code
 * instar throttle}. Settings that cannot be read are not followed, and are the reason that it
 * gives. Thread-safe.
 */
final class FollowingThrottle implements Throttle, AutoCloseable {
  /** As often as the flags are read from the server. */
  private static final Duration LOOK = RunTiming.DEFAULT.look();

  private final PostgresSignals signals;
  private final PacedThrottle throttle;
  private final ThrottleSettings begun;
  private final Supplier<ControlFlags> flags;
  private final Thread follower;

  // Guarded by this.
  private String followed = ControlFlags.NONE.throttle();
  private Optional<String> trouble = Optional.empty();

  private FollowingThrottle(
      PostgresSignals signals, ThrottleSettings settings, Supplier<ControlFlags> flags) {
    this.signals = signals;
    this.throttle = PacedThrottle.start(signals, settings);
    this.begun = settings;
    this.flags = flags;
    this.follower =
        Thread.ofPlatform().daemon().name("instar throttle settings").unstarted(this::follow);
  }

  static FollowingThrottle open(
      Sessions sessions, ThrottleSettings settings, Supplier<ControlFlags> flags) {
    FollowingThrottle throttle =
        new FollowingThrottle(
            new PostgresSignals(sessions, new LiveSlot(sessions)), settings, flags);
    throttle.look();
    throttle.follower.start();
    return throttle;
  }

  @Override
  public void acquire(Demand demand) throws InterruptedException {
    throttle.acquire(demand);
  }

  /** By a thread of its own: workers may all be waiting, for minutes, by the old settings. */
  private void follow() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    String asked = flags.get().throttle();
    if (asked.equals(followed)) {
      return;
    }
    followed = asked;
    try {
      throttle.change(begun.with(asked));
      trouble = Optional.empty();
    } catch (MigrationException e) {
      trouble = Optional.of(e.getMessage());
    }
  }

  @Override
  public void used(Demand demand, long rows, Duration busy) {
    throttle.used(demand, rows, busy);
  }

  @Override
  public Duration pieceTime(Duration wanted) {
    return throttle.pieceTime(wanted);
  }

  @Override
  public long pieceRows(long wanted) {
    return throttle.pieceRows(wanted);
  }

  @Override
  public boolean yields() {
    return throttle.yields();
  }

  @Override
  public void backlog(long pendingKeys) {
    throttle.backlog(pendingKeys);
  }

  @Override
  public Optional<String> reason() {
    synchronized (this) {
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return throttle.reason();
  }

  @Override
  public void close() {
    follower.interrupt();
    throttle.close();
    signals.close();
  }
}
