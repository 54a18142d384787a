package dev.instar.migrator.shadow;

import dev.instar.migrator.shadow.ledger.Batch;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import dev.instar.migrator.throttle.Throttle;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * Applies pending keys in batches. One thread. A key that changes often is applied once per batch,
 * not once per change; so batches are not taken more often than every {@link #GATHER} unless
 * somebody waits for them.
 */
final class Flusher implements Runnable {
  private static final Duration GATHER = Duration.ofMillis(100);
  private static final Duration SAVE_POSITION = Duration.ofSeconds(2);
  private static final long SMALLEST_BATCH = 50;
  private static final long LARGEST_BATCH = 20_000;

  private final ShadowSession session;
  private final KeyLedger ledger;
  private final VerificationBook book;
  private final Throttle throttle;
  private final Counters counters;
  private final Failures failures;
  private final ChunkSizer sizer;
  private final Lock writing;
  private final BooleanSupplier ready;
  private final Acknowledgement acknowledgement;

  private volatile boolean hurried;

  // Owned by the flusher's thread.
  private long savedAtNanos = System.nanoTime();

  /**
   * @param writing held while a batch is in flight
   * @param ready whether flushes are possible: the shadow has its key, and no copier flushes in
   *     turn
   */
  Flusher(
      ShadowSession session,
      KeyLedger ledger,
      VerificationBook book,
      Throttle throttle,
      Counters counters,
      Failures failures,
      Duration batchTime,
      Lock writing,
      BooleanSupplier ready,
      Acknowledgement acknowledgement) {
    this.session = session;
    this.ledger = ledger;
    this.book = book;
    this.throttle = throttle;
    this.counters = counters;
    this.failures = failures;
    this.sizer =
        new ChunkSizer(() -> throttle.pieceTime(batchTime), 1_000, SMALLEST_BATCH, LARGEST_BATCH);
    this.writing = writing;
    this.ready = ready;
    this.acknowledgement = acknowledgement;
  }

  /** Whether somebody waits for the backlog to empty; then no time is spent gathering changes. */
  void hurry(boolean hurry) {
    hurried = hurry;
  }

  @Override
  public void run() {
    try {
      while (!failures.any() && !Thread.currentThread().isInterrupted()) {
        // While flushes are not possible, slowing the copy would only make the backlog last longer.
        throttle.backlog(ready.getAsBoolean() ? ledger.pending() : 0);
        savePosition();
        if (!ready.getAsBoolean() || ledger.pending() == 0 || !flushOnce(session)) {
          TimeUnit.MILLISECONDS.sleep(hurried ? 1 : 20);
        } else if (!hurried && ledger.pending() < sizer.rows()) {
          TimeUnit.NANOSECONDS.sleep(GATHER.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  /**
   * Applies what is pending now, on the caller's thread and session; for a copier that alternates.
   */
  void catchUp(ShadowSession own) throws InterruptedException {
    long enough = ledger.pending();
    long before = counters.keysApplied.sum();
    while (ready.getAsBoolean()
        && ledger.pending() > 0
        && counters.keysApplied.sum() - before <= enough
        && flushOnce(own)) {
      failures.check();
    }
  }

  private boolean flushOnce(ShadowSession with) throws InterruptedException {
    throttle.acquire(Demand.APPLY);
    boolean flushed = false;
    try {
      writing.lockInterruptibly();
      try {
        Optional<Batch> batch = ledger.take((int) throttle.pieceRows(sizer.rows()));
        flushed = batch.isPresent() && flush(batch.get(), with);
      } finally {
        writing.unlock();
      }
    } finally {
      if (!flushed) {
        throttle.used(Demand.APPLY, 0, Duration.ZERO);
      }
    }
    return flushed;
  }

  private boolean flush(Batch batch, ShadowSession with) {
    long begin = System.nanoTime();
    Written written =
        with.flush(
            batch.keys(),
            ledger.lowWaterAfter(batch),
            batch.frontier(),
            keys -> ledger.pull(batch, keys));
    switch (written) {
      case Written.Committed committed -> {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        book.flushed(batch.keys());
        book.flushed(committed.pulled());
        ledger.done(batch);
        // Pulled keys count: a batch that drags many along must not become smaller for it, for the
        // next ones would drag them along again.
        int keys = batch.keys().size() + committed.pulled().size();
        sizer.took(keys, took);
        throttle.used(Demand.APPLY, keys, took);
        counters.keysApplied.add(batch.keys().size());
        return true;
      }
      case Written.RolledBack ignored -> {
        ledger.failed(batch);
        return false;
      }
    }
  }

  /** Now and then, so that the server can let go of its log even when the table is idle (I5). */
  private void savePosition() {
    long now = System.nanoTime();
    if (now - savedAtNanos >= SAVE_POSITION.toNanos()) {
      savedAtNanos = now;
      acknowledgement.save(session, ledger.lowWater());
    }
  }
}
