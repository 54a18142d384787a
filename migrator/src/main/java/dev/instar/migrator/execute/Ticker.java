package dev.instar.migrator.execute;

import java.time.Duration;

/** Time as it passes, so that tests can let it pass faster. Thread-safe. */
public interface Ticker {
  /** Nanoseconds since some fixed moment; only differences mean anything. */
  long nanos();

  /** Returns when that much time has passed. */
  void sleep(Duration duration) throws InterruptedException;

  /** The machine's monotonic clock. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };
}
