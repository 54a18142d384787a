package dev.instar.migrator.throttle;

import java.time.Duration;

/** Time that passes when somebody waits for it. */
final class FakeTime implements TimeSource {
  private long now;

  /** Runs whenever time has passed. */
  Runnable whenPassed = () -> {};

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void await(Object lock, Duration atMost) {
    pass(atMost);
  }

  void pass(Duration duration) {
    now += duration.toNanos();
    whenPassed.run();
  }

  Duration sinceStart() {
    return Duration.ofNanos(now);
  }
}
