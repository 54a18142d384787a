package dev.instar.migrator.throttle;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Throttles by rows per second, by rests between pieces of work, by pausing, and by what signals
 * say.
 *
 * <p>A worker calls {@link #acquire} and {@link #used} from one thread: it rests for its own work.
 * All settings can change while workers wait. Thread-safe.
 */
public final class PacedThrottle implements Throttle, AutoCloseable {
  /** How long a waiting worker sleeps at most before it looks again. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** A worker that never told what its work cost stops counting as busy after this long. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(10);

  /** In how many pieces at least the rows of a second are written. */
  private static final int PIECES_PER_SECOND = 4;

  private record Work(long endedAt, Duration busy) {}

  private final Object lock = new Object();
  private final TimeSource time;
  private final SignalSource source;
  private final LoadWatch watch;
  private final RowBudget budget;

  // All below: guarded by lock.
  private final Map<Thread, Work> lastWork = new HashMap<>();
  private final Map<Thread, Long> atWorkSince = new HashMap<>();
  private Work lastBulk = new Work(0, Duration.ZERO);
  private ThrottleSettings settings = ThrottleSettings.DEFAULT;
  private boolean isPaused;
  private long backlogKeys;
  private int doublings;
  private long doublingsAt;
  private Optional<String> reason = Optional.empty();
  private Thread sampler;

  PacedThrottle(SignalSource source, ThrottleSettings settings, TimeSource time) {
    this.time = time;
    this.source = source;
    watch = new LoadWatch(time, source.activeSessions());
    budget = new RowBudget(time.nanoTime());
    doublingsAt = time.nanoTime();
    change(settings);
  }

  /**
   * A throttle whose signals are sampled once a second by a thread of its own, until it is closed.
   */
  public static PacedThrottle start(SignalSource source, ThrottleSettings settings) {
    PacedThrottle throttle = new PacedThrottle(source, settings, TimeSource.SYSTEM);
    throttle.sampler =
        Thread.ofPlatform().daemon().name("instar throttle").start(throttle::sampleForEver);
    return throttle;
  }

  /** Replaces the settings; waiting workers go by the new ones at once. */
  public void change(ThrottleSettings changed) {
    synchronized (lock) {
      boolean limitsChanged =
          !changed.maxLoad().equals(settings.maxLoad())
              || !changed.criticalLoad().equals(settings.criticalLoad());
      settings = changed;
      if (limitsChanged) {
        watch.limits(
            source, LoadLimits.parse(changed.maxLoad()), LoadLimits.parse(changed.criticalLoad()));
      }
      lock.notifyAll();
    }
  }

  /** Holds everybody, or lets them go on. */
  public void pause(boolean paused) {
    synchronized (lock) {
      isPaused = paused;
      lock.notifyAll();
    }
  }

  private void sampleForEver() {
    try {
      while (true) {
        watch.sample();
        synchronized (lock) {
          lock.notifyAll();
        }
        Thread.sleep(LoadWatch.PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For tests: reads every signal now. */
  void sample() throws InterruptedException {
    watch.sample();
  }

  /** For tests: whether bulk work would not have to wait. */
  boolean bulkMayBegin() {
    synchronized (lock) {
      return waitFor(Demand.COPY, Thread.currentThread()).isZero();
    }
  }

  @Override
  public void acquire(Demand demand) throws InterruptedException {
    synchronized (lock) {
      Thread worker = Thread.currentThread();
      atWorkSince.remove(worker);
      while (true) {
        Duration wait = waitFor(demand, worker);
        if (wait.isZero()) {
          atWorkSince.put(worker, time.nanoTime());
          return;
        }
        time.await(lock, wait.compareTo(LOOK) < 0 ? wait : LOOK);
      }
    }
  }

  /** How long the worker must wait at least; zero if it may go on. Sets the reason. */
  private Duration waitFor(Demand demand, Thread worker) {
    long now = time.nanoTime();
    Load load = watch.load();
    count(load, now);
    if (load instanceof Load.Critical critical) {
      throw new MigrationException(
          ErrorCode.CRITICAL_LOAD,
          "stopped: " + critical.reason(),
          "Nothing is lost. Resume when the load is down, or raise --critical-load.");
    }
    if (isPaused) {
      reason = Optional.of("paused");
      return LOOK;
    }
    if (isShared() && anotherIsAtWork(now)) {
      reason = Optional.of("one worker at a time: others are at work");
      return LOOK;
    }
    Duration rest = rest(demand, worker, now);
    Duration owed = owed(demand, now);
    if (load instanceof Load.Overload overload) {
      reason = Optional.of(overload.reason());
    } else {
      reason = rest.isZero() && owed.isZero() ? lasting() : Optional.of(why(rest, owed));
    }
    return rest.compareTo(owed) > 0 ? rest : owed;
  }

  /** One doubling more for each period of overload, one less for each without. */
  private void count(Load load, long now) {
    long periods = (now - doublingsAt) / LoadWatch.PERIOD.toNanos();
    if (periods > 0) {
      doublingsAt += periods * LoadWatch.PERIOD.toNanos();
      int change = (int) Math.min(periods, Pace.MAX_DOUBLINGS);
      doublings =
          load instanceof Load.Normal
              ? Math.max(0, doublings - change)
              : Math.min(Pace.MAX_DOUBLINGS, doublings + change);
    }
    if (!(load instanceof Load.Normal)) {
      doublings = Math.max(1, doublings);
    }
  }

  private boolean isShared() {
    return settings.nice().isEmpty() && Pace.isShared(watch.otherSessions());
  }

  private boolean anotherIsAtWork(long now) {
    atWorkSince.values().removeIf(since -> now - since > FORGOTTEN.toNanos());
    return !atWorkSince.isEmpty();
  }

  private Duration rest(Demand demand, Thread worker, long now) {
    lastWork.keySet().removeIf(thread -> !thread.isAlive());
    // Where one worker at a time works, what any of them did is what all of them rest for.
    Work last = demand != Demand.APPLY && isShared() ? lastBulk : lastWork.get(worker);
    if (last == null) {
      return Duration.ZERO;
    }
    double ratio =
        Pace.restRatio(demand, watch.otherSessions(), settings.nice(), backlogKeys, doublings);
    long left = last.endedAt + (long) (last.busy.toNanos() * ratio) - now;
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  private Duration owed(Demand demand, long now) {
    if (settings.maxRowsPerSecond().isEmpty()) {
      return Duration.ZERO;
    }
    double rate = (double) settings.maxRowsPerSecond().getAsLong() / (1 << doublings);
    budget.pay(now, rate, backlogKeys);
    return budget.untilPaid(demand == Demand.APPLY, rate, backlogKeys);
  }

  private String why(Duration rest, Duration owed) {
    if (owed.compareTo(rest) > 0) {
      return "at most " + settings.maxRowsPerSecond().getAsLong() + " rows/s";
    }
    return lasting().orElse("resting");
  }

  /** What slows work beyond this moment. */
  private Optional<String> lasting() {
    if (backlogKeys > Pace.BACKLOG_KEYS) {
      return Optional.of("backlog of " + backlogKeys + " keys");
    }
    if (settings.nice().isPresent()) {
      return settings.nice().getAsDouble() > 0
          ? Optional.of("nice " + settings.nice().getAsDouble())
          : Optional.empty();
    }
    String unknown = watch.whySessionsUnknown();
    if (unknown != null) {
      return Optional.of("other sessions cannot be counted: " + unknown);
    }
    return isShared() ? Optional.of("others are at work") : Optional.empty();
  }

  @Override
  public void used(Demand demand, long rows, Duration busy) {
    synchronized (lock) {
      Thread worker = Thread.currentThread();
      atWorkSince.remove(worker);
      Work work = new Work(time.nanoTime(), busy);
      lastWork.put(worker, work);
      if (demand != Demand.APPLY && !busy.isZero()) {
        lastBulk = work;
      }
      if (settings.maxRowsPerSecond().isPresent()) {
        budget.used(demand == Demand.APPLY, rows);
      }
      lock.notifyAll();
    }
  }

  @Override
  public Duration pieceTime(Duration wanted) {
    synchronized (lock) {
      return isShared() && wanted.compareTo(Pace.SHARED_PIECE) > 0 ? Pace.SHARED_PIECE : wanted;
    }
  }

  @Override
  public long pieceRows(long wanted) {
    synchronized (lock) {
      if (settings.maxRowsPerSecond().isEmpty()) {
        return wanted;
      }
      long rate = settings.maxRowsPerSecond().getAsLong() >> doublings;
      return Math.clamp(rate / PIECES_PER_SECOND, 1, Math.max(1, wanted));
    }
  }

  @Override
  public boolean yields() {
    synchronized (lock) {
      return isShared();
    }
  }

  @Override
  public void backlog(long pendingKeys) {
    synchronized (lock) {
      backlogKeys = pendingKeys;
    }
  }

  @Override
  public Optional<String> reason() {
    synchronized (lock) {
      return reason;
    }
  }

  /** Stops sampling. Nobody is waiting any more, or they will be interrupted by their owner. */
  @Override
  public void close() {
    if (sampler != null) {
      sampler.interrupt();
    }
  }
}
