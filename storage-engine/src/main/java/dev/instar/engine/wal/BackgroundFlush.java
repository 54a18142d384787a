package dev.instar.engine.wal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Flushes the log from time to time, for those who did not wait. What a crash can take from them is
 * one interval and the flush before it; PostgreSQL's {@code wal_writer_delay} is 200 ms too, and
 * its manual (chapter 28.4, Asynchronous Commit) promises three times that.
 */
public final class BackgroundFlush implements AutoCloseable {
  public static final Duration INTERVAL = Duration.ofMillis(200);

  private final Log log;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Held while it flushes. */
  private final ReentrantLock turn = new ReentrantLock();

  // Guarded by turn.
  private boolean closed;

  private BackgroundFlush(Log log) {
    this.log = log;
  }

  /** Starts a thread, which stops when the log can no longer be written. */
  public static BackgroundFlush start(Log log, Duration interval) {
    BackgroundFlush flush = new BackgroundFlush(log);
    Thread.ofPlatform().daemon().name("log-flush").start(() -> flush.run(interval));
    return flush;
  }

  private void run(Duration interval) {
    try {
      while (!stop.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        flushOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The log is broken from here on: whoever waits for it is told why.
      System.getLogger(BackgroundFlush.class.getName())
          .log(System.Logger.Level.ERROR, "the log can no longer be written", e);
    }
  }

  private void flushOnce() {
    turn.lock();
    try {
      if (!closed) {
        log.flush();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Returns when the thread no longer flushes, and never will again. */
  @Override
  public void close() {
    stop.countDown();
    turn.lock();
    try {
      closed = true;
    } finally {
      turn.unlock();
    }
  }
}
