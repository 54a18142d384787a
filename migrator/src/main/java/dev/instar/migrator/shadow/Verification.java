package dev.instar.migrator.shadow;

import dev.instar.changelog.Key;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.shadow.ledger.Chunk;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.KeyRange;
import dev.instar.migrator.shadow.ledger.Round;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import dev.instar.migrator.throttle.Throttle;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Proves that source and shadow agree (I7): every range is compared in one snapshot, from one end
 * of the line to the other; keys that differed, and keys applied since their range was compared,
 * are compared again in rounds, until so few are left that they can be settled under the cut-over's
 * lock.
 */
final class Verification {
  /** So many keys are compared under the lock in a few milliseconds. */
  static final int SETTLED_UNDER_LOCK = 1_000;

  private static final int ROUND = 20_000;
  private static final long MOST_REPAIRS = 1_000;

  private final ShadowDatabase database;
  private final KeyLedger ledger;
  private final VerificationBook book;
  private final Throttle throttle;
  private final Counters counters;
  private final Failures failures;
  private final Progress progress;
  private final Drain drain;
  private final ShadowSession session;
  private final Runnable check;
  private final ChunkSizer sizer;
  private final ChunkSizer keysSizer;

  Verification(
      ShadowDatabase database,
      KeyLedger ledger,
      VerificationBook book,
      Throttle throttle,
      Counters counters,
      Failures failures,
      Progress progress,
      Drain drain,
      ShadowSession session,
      Runnable check,
      Duration rangeTime) {
    this.database = database;
    this.ledger = ledger;
    this.book = book;
    this.throttle = throttle;
    this.counters = counters;
    this.failures = failures;
    this.progress = progress;
    this.drain = drain;
    this.session = session;
    this.check = check;
    this.sizer = new ChunkSizer(() -> throttle.pieceTime(rangeTime), 20_000, 100, 500_000);
    this.keysSizer = new ChunkSizer(() -> throttle.pieceTime(rangeTime), 2_000, 100, ROUND);
  }

  /**
   * Compares everything, range by range, with {@code workers} sessions side by side.
   *
   * @param byRange whether a range of the source's keys is one of the shadow's; if not, all is one
   *     range
   */
  void compareAll(boolean byRange, int workers) throws InterruptedException {
    while (!book.rangesChecked()) {
      List<Thread> threads =
          IntStream.range(0, byRange ? workers : 1)
              .mapToObj(
                  i -> Thread.ofPlatform().name("instar-verify-" + i).start(() -> compare(byRange)))
              .toList();
      try {
        for (Thread thread : threads) {
          while (!thread.join(Duration.ofMillis(20))) {
            check.run();
          }
        }
      } finally {
        threads.forEach(Thread::interrupt);
      }
      failures.check();
    }
  }

  private void compare(boolean byRange) {
    try (ShadowSession own = database.open("verify")) {
      for (Optional<Chunk> chunk = next(own, byRange);
          chunk.isPresent();
          chunk = next(own, byRange)) {
        throttle.acquire(Demand.VERIFY);
        long begin = System.nanoTime();
        Comparison comparison = own.compare(chunk.get().range());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        book.checked(chunk.get(), comparison.rows(), comparison.differing());
        sizer.took(comparison.rows(), took);
        throttle.used(Demand.VERIFY, comparison.rows(), took);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  /** The next range, being checked from now on, before its snapshot. */
  private synchronized Optional<Chunk> next(ShadowSession own, boolean byRange) {
    if (failures.any() || Thread.currentThread().isInterrupted()) {
      return Optional.empty();
    }
    Optional<KeyRange> gap = book.nextGap();
    if (gap.isEmpty() || !byRange) {
      return gap.map(book::begin);
    }
    Optional<Key> bound = own.bound(gap.get(), throttle.pieceRows(sizer.rows()));
    return Optional.of(
        book.begin(bound.isPresent() ? new KeyRange(gap.get().lower(), bound) : gap.get()));
  }

  /** Compares again what is not settled yet, until it is little enough for the cut-over's lock. */
  void settle() throws InterruptedException {
    while (book.candidates() > SETTLED_UNDER_LOCK) {
      check.run();
      long before = book.candidates();
      lookInPieces(before);
      if (book.candidates() > before / 2) {
        // What differs for long is waited for, and judged.
        round();
      }
      if (book.candidates() >= before && before > ROUND) {
        progress.report(
            new ProgressEvent.Notice(
                "verification waits: " + before + " rows change faster than they settle"));
      }
    }
  }

  private void lookInPieces(long keys) throws InterruptedException {
    long looked = 0;
    while (looked < keys && book.candidates() > SETTLED_UNDER_LOCK) {
      throttle.acquire(Demand.VERIFY);
      long begin = System.nanoTime();
      int piece = look((int) throttle.pieceRows(keysSizer.rows()));
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      keysSizer.took(piece, took);
      throttle.used(Demand.VERIFY, piece, took);
      looked += piece;
    }
  }

  /** Compares what is not settled yet as it stands at this moment; returns how many keys. */
  int look(int maxKeys) {
    Optional<Round> round = book.beginRound(maxKeys);
    if (round.isEmpty()) {
      return 0;
    }
    book.comparing(round.get());
    book.looked(round.get(), session.differing(round.get().keys()));
    return round.get().keys().size();
  }

  /**
   * One round. A key that differs counts if it still differs after a drain to a marker and no
   * transaction handed over since the round began touched it.
   */
  private void round() throws InterruptedException {
    Optional<Round> round = book.beginRound(ROUND);
    if (round.isEmpty()) {
      return;
    }
    drain.toMarker();
    book.comparing(round.get());
    Set<Key> differing = session.differing(round.get().keys());
    drain.toMarker();
    repair(book.endRound(round.get(), differing));
  }

  /** A row that should agree does not. It is read anew, counted and reported. */
  void repair(Collection<Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    counters.repairs.add(keys.size());
    progress.report(
        new ProgressEvent.Notice(
            keys.size()
                + " rows of the shadow differ from the source and are read anew: "
                + keys.stream().limit(5).map(k -> String.join(",", k.values())).toList()));
    if (counters.repairs.sum() > MOST_REPAIRS) {
      throw new MigrationException(
          ErrorCode.ROWS_DIFFER,
          counters.repairs.sum() + " rows of the shadow differ from the source",
          "The source is untouched. Run `instar abort`, and report this: it should never happen.");
    }
    ledger.again(keys);
  }
}
