package dev.instar.migrator.throttle;

import java.time.Duration;

/** The time, and waiting for it to pass; tests bring their own. */
interface TimeSource {
  /** Nanoseconds from some fixed point; only differences mean anything. */
  long nanoTime();

  /** Waits that long, or until the lock is notified; called with {@code lock} held. */
  void await(Object lock, Duration atMost) throws InterruptedException;

  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // The caller's loop asks again what it waits for.
        public void await(Object lock, Duration atMost) throws InterruptedException {
          lock.wait(Math.max(1, atMost.toMillis()));
        }
      };
}
