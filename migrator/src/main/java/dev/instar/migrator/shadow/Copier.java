package dev.instar.migrator.shadow;

import dev.instar.changelog.Key;
import dev.instar.migrator.shadow.ledger.Chunk;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.KeyRange;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import dev.instar.migrator.throttle.Throttle;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * Copies the source chunk by chunk. Several copiers work side by side; each runs on its own thread
 * with its own session, and idles when nothing is left, because a TRUNCATE brings work back.
 *
 * <p>A chunk is dispatched in the ledger <em>before</em> its snapshot is taken, and stays in flight
 * until its outcome is known (I2).
 */
final class Copier implements Runnable {
  private static final Duration IDLE = Duration.ofMillis(20);

  private final ShadowSession session;
  private final KeyLedger ledger;
  private final VerificationBook book;
  private final Throttle throttle;
  private final Counters counters;
  private final Failures failures;
  private final ChunkSizer sizer;
  private final Lock dispatching;
  private final Lock writing;
  private final Optional<Flusher> alternate;

  /**
   * @param dispatching shared by all copiers: cutting a gap into a chunk is one at a time
   * @param writing held while a chunk is in flight
   * @param alternate where the client cannot place keys, the flusher whose turn comes after each
   *     chunk
   */
  Copier(
      ShadowSession session,
      KeyLedger ledger,
      VerificationBook book,
      Throttle throttle,
      Counters counters,
      Failures failures,
      ChunkSizer sizer,
      Lock dispatching,
      Lock writing,
      Optional<Flusher> alternate) {
    this.session = session;
    this.ledger = ledger;
    this.book = book;
    this.throttle = throttle;
    this.counters = counters;
    this.failures = failures;
    this.sizer = sizer;
    this.dispatching = dispatching;
    this.writing = writing;
    this.alternate = alternate;
  }

  @Override
  public void run() {
    try {
      while (!failures.any() && !Thread.currentThread().isInterrupted()) {
        if (ledger.nextGap().isEmpty()) {
          TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
          continue;
        }
        throttle.acquire(Demand.COPY);
        if (!copyNext()) {
          // Another copier took what was left: this one is not at work.
          throttle.used(Demand.COPY, 0, Duration.ZERO);
        }
        if (alternate.isPresent()) {
          alternate.get().catchUp(session);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  /** Whether a chunk was copied. */
  private boolean copyNext() throws InterruptedException {
    writing.lockInterruptibly();
    try {
      Optional<Chunk> chunk = dispatchNext();
      return chunk.isPresent() && copy(chunk.get());
    } finally {
      writing.unlock();
    }
  }

  private Optional<Chunk> dispatchNext() throws InterruptedException {
    dispatching.lockInterruptibly();
    try {
      Optional<KeyRange> gap = ledger.nextGap();
      if (gap.isEmpty()) {
        return Optional.empty();
      }
      Optional<Key> bound = session.bound(gap.get(), throttle.pieceRows(sizer.rows()));
      KeyRange range = bound.isPresent() ? new KeyRange(gap.get().lower(), bound) : gap.get();
      return ledger.dispatch(range);
    } finally {
      dispatching.unlock();
    }
  }

  private boolean copy(Chunk chunk) {
    long begin = System.nanoTime();
    Written written = session.copy(chunk.range(), keys -> ledger.pull(chunk, keys));
    switch (written) {
      case Written.Committed committed -> {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        ledger.finished(chunk);
        book.flushed(committed.pulled());
        sizer.took(committed.rows(), took);
        throttle.used(Demand.COPY, committed.rows(), took);
        counters.rowsCopied.add(committed.rows());
        return true;
      }
      case Written.RolledBack ignored -> {
        ledger.failed(chunk);
        return false;
      }
    }
  }
}
