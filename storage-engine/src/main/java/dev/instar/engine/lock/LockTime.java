package dev.instar.engine.lock;

import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** Time, and waiting while it passes: passed in, so that tests hold the clock. */
public interface LockTime {
  /** Nanoseconds from an arbitrary origin, as {@link System#nanoTime}. */
  long nanoTime();

  /** For pg_locks.waitstart. */
  Instant now();

  /**
   * Waits on a condition of the lock table, whose mutex the caller holds, until it is signalled or
   * the time is over. May return early.
   *
   * @param nanos Long.MAX_VALUE for no limit
   */
  void await(Condition condition, long nanos) throws InterruptedException;

  /** The machine's clock. */
  LockTime SYSTEM =
      new LockTime() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the caller loops
        public void await(Condition condition, long nanos) throws InterruptedException {
          if (nanos == Long.MAX_VALUE) {
            condition.await();
          } else {
            condition.awaitNanos(nanos);
          }
        }
      };
}
