package dev.instar.engine.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** A clock that stands still until it is told to go on. */
final class ManualTime implements LockTime {
  private final AtomicLong nanos = new AtomicLong();
  private final Map<Thread, Long> deadlines = new ConcurrentHashMap<>();

  void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  /** Whether a thread that waits has something to do at this time. */
  boolean isDue(Thread thread) {
    return deadlines.getOrDefault(thread, Long.MAX_VALUE) <= nanos.get();
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the caller loops
  public void await(Condition condition, long limit) throws InterruptedException {
    deadlines.put(Thread.currentThread(), limit == Long.MAX_VALUE ? limit : nanos.get() + limit);
    // Returning early is allowed: the caller then looks at this clock.
    condition.await(1, TimeUnit.MILLISECONDS);
  }
}
