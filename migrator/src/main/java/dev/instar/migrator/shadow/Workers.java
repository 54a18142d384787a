package dev.instar.migrator.shadow;

import dev.instar.changelog.ChangeStream;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.TableId;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import dev.instar.migrator.throttle.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The threads of a pipeline and their sessions: one intake, one flusher, some copiers. They run
 * from construction to {@link #close}.
 *
 * <p>Whoever writes to the shadow holds the read side of one fair lock; the write side is for what
 * must have the shadow for itself: building indexes, starting over, the cut-over.
 */
final class Workers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Something done while nobody else writes to the shadow. */
  @FunctionalInterface
  interface Exclusive<T> {
    T run() throws InterruptedException;
  }

  private final List<ShadowSession> sessions = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock(true);
  private final Markers markers;
  private final Flusher flusher;
  private final ShadowSession session;

  Workers(
      ShadowDatabase database,
      ChangeStream stream,
      TableId source,
      KeyLedger ledger,
      VerificationBook book,
      boolean ordered,
      LogPosition saved,
      Throttle throttle,
      RunOptions options,
      Counters counters,
      Failures failures,
      long pendingBound) {
    markers = new Markers(database);
    try {
      session = open(database, "main");
      flusher =
          new Flusher(
              open(database, "apply"),
              ledger,
              book,
              throttle,
              counters,
              failures,
              options.chunkTime().dividedBy(2),
              writing.readLock(),
              database::keyPresent,
              new Acknowledgement(stream, saved));
      Intake intake =
          new Intake(
              stream,
              source,
              ledger,
              book,
              markers,
              counters,
              failures,
              open(database, "intake"),
              writing.writeLock(),
              pendingBound);
      Lock dispatching = new ReentrantLock();
      ChunkSizer sizer =
          new ChunkSizer(() -> throttle.pieceTime(options.chunkTime()), 10_000, 100, 500_000);
      int copiers = ordered ? options.workers() : 1;
      for (int i = 0; i < copiers; i++) {
        start(
            "instar-copy-" + i,
            new Copier(
                open(database, "copy"),
                ledger,
                book,
                throttle,
                counters,
                failures,
                sizer,
                dispatching,
                writing.readLock(),
                ordered ? Optional.empty() : Optional.of(flusher)));
      }
      start("instar-intake", intake);
      start("instar-apply", flusher);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  Markers markers() {
    return markers;
  }

  Flusher flusher() {
    return flusher;
  }

  /** The session of the thread that decides about the stages. */
  ShadowSession session() {
    return session;
  }

  void exclusively(Runnable work) throws InterruptedException {
    exclusively(
        () -> {
          work.run();
          return true;
        });
  }

  <T> T exclusively(Exclusive<T> work) throws InterruptedException {
    writing.writeLock().lockInterruptibly();
    try {
      return work.run();
    } finally {
      writing.writeLock().unlock();
    }
  }

  private ShadowSession open(ShadowDatabase database, String purpose) {
    ShadowSession opened = database.open(purpose);
    sessions.add(opened);
    return opened;
  }

  private void start(String name, Runnable loop) {
    threads.add(Thread.ofPlatform().name(name).daemon().start(loop));
  }

  /** Ends the loops. A chunk under way may finish; one that takes too long loses its connection. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    sessions.forEach(ShadowSession::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
