package dev.instar.migrator.run;

import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.throttle.Throttle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A throttle that holds everybody while the migration is paused, and says so. Thread-safe as the
 * one inside.
 */
final class PausableThrottle implements Throttle, AutoCloseable {
  private final Throttle inner;
  private final Lease lease;
  private final Ticker ticker;
  private final Duration look;
  private final Progress progress;
  private final AtomicBoolean told = new AtomicBoolean();

  PausableThrottle(Throttle inner, Lease lease, Ticker ticker, Duration look, Progress progress) {
    this.inner = inner;
    this.lease = lease;
    this.ticker = ticker;
    this.look = look;
    this.progress = progress;
  }

  /** Returns when the migration is not paused; an abort ends a pause. */
  void awaitUnpaused() throws InterruptedException {
    while (lease.flags().paused()) {
      lease.check();
      if (told.compareAndSet(false, true)) {
        progress.report(new ProgressEvent.Notice("paused; go on with 'instar resume'"));
      }
      ticker.sleep(look);
    }
    if (told.compareAndSet(true, false)) {
      progress.report(new ProgressEvent.Notice("going on"));
    }
  }

  @Override
  public void acquire(Demand demand) throws InterruptedException {
    awaitUnpaused();
    inner.acquire(demand);
    // It may have waited for long.
    awaitUnpaused();
  }

  @Override
  public void used(Demand demand, long rows, Duration busy) {
    inner.used(demand, rows, busy);
  }

  @Override
  public Duration pieceTime(Duration wanted) {
    return inner.pieceTime(wanted);
  }

  @Override
  public long pieceRows(long wanted) {
    return inner.pieceRows(wanted);
  }

  @Override
  public boolean yields() {
    return inner.yields();
  }

  @Override
  public void backlog(long pendingKeys) {
    inner.backlog(pendingKeys);
  }

  @Override
  public Optional<String> reason() {
    return lease.flags().paused() ? Optional.of("paused") : inner.reason();
  }

  @Override
  public void close() {
    if (inner instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        throw new IllegalStateException("the throttle does not close", e);
      }
    }
  }
}
