package dev.instar.migrator.shadow;

import dev.instar.changelog.Key;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.shadow.ledger.Batch;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.Round;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One attempt at the cut-over (I8): under the lock, a marker is written and the stream drained to
 * it; what is pending is flushed by the lock holder; the keys not yet settled are compared; then
 * the swap. All of it within the budget, or everything is let go. Nobody else writes to the shadow
 * meanwhile.
 */
final class CutOver {
  private static final int BATCH = 5_000;

  private final KeyLedger ledger;
  private final VerificationBook book;
  private final Markers markers;
  private final Counters counters;
  private final Failures failures;
  private final Duration budget;

  CutOver(
      KeyLedger ledger,
      VerificationBook book,
      Markers markers,
      Counters counters,
      Failures failures,
      Duration budget) {
    this.ledger = ledger;
    this.book = book;
    this.markers = markers;
    this.counters = counters;
    this.failures = failures;
    // Half for getting the lock, half for what is done under it: statements may wait for both.
    this.budget = budget.dividedBy(2);
  }

  /** What came of an attempt. */
  sealed interface Outcome {
    /** The new shape is live; the lock was held for so long. */
    record Swapped(Duration lockHeld) implements Outcome {}

    /** Let go; the application waited at most the budget. */
    record LetGo(String reason) implements Outcome {}

    /** Let go, because these keys differ although everything has been applied. */
    record Differing(Set<Key> keys) implements Outcome {}
  }

  /** The caller has prepared the attempt, and closes it. */
  Outcome attempt(ShadowDatabase.CutOverAttempt attempt) throws InterruptedException {
    List<Batch> batches = new ArrayList<>();
    Optional<Round> round = Optional.empty();
    boolean swapped = false;
    try {
      ShadowSession holder = attempt.lock(budget);
      long locked = System.nanoTime();
      if (!marked(locked)) {
        return new Outcome.LetGo(
            "the change stream was not drained within " + budget.toMillis() + " ms");
      }
      Set<Key> flushed = new HashSet<>();
      for (Optional<Batch> next = ledger.take(BATCH); next.isPresent(); next = ledger.take(BATCH)) {
        Batch batch = next.get();
        batches.add(batch);
        if (over(locked)) {
          return new Outcome.LetGo(
              "too much was left to apply: " + ledger.pending() + " rows" + after(locked));
        }
        Written written =
            holder.flush(
                batch.keys(), ledger.lowWaterAfter(batch), batch.frontier(), keys -> false);
        if (!(written instanceof Written.Committed)) {
          return new Outcome.LetGo("the last changes collided with each other");
        }
        flushed.addAll(batch.keys());
      }
      if (ledger.pending() > flushed.size()) {
        return new Outcome.LetGo("rows were still being written");
      }
      if (!ledger.copied() || !book.rangesChecked()) {
        return new Outcome.LetGo("the source was truncated, or changed too much to stay verified");
      }
      // Nothing can touch a key any more: every difference is real.
      round = book.beginRound(Integer.MAX_VALUE);
      round.ifPresent(r -> flushed.addAll(r.keys()));
      Set<Key> differing = holder.differing(flushed);
      if (!differing.isEmpty()) {
        return new Outcome.Differing(differing);
      }
      if (over(locked)) {
        return new Outcome.LetGo("applying the last changes took too long" + after(locked));
      }
      attempt.swap();
      swapped = true;
      counters.keysApplied.add(flushed.size());
      return new Outcome.Swapped(Duration.ofNanos(System.nanoTime() - locked));
    } catch (MigrationException e) {
      // Somebody's change is seen when the next attempt is prepared, and carried over or refused
      // there.
      if (e.code() == ErrorCode.LOCK_NOT_AVAILABLE || e.code() == ErrorCode.FOREIGN_CHANGE) {
        return new Outcome.LetGo(e.getMessage());
      }
      throw e;
    } finally {
      round.ifPresent(book::failed);
      for (Batch batch : batches) {
        if (swapped) {
          ledger.done(batch);
        } else {
          ledger.failed(batch);
        }
      }
    }
  }

  /** Whether the stream reached a marker written under the lock, in time. */
  private boolean marked(long locked) throws InterruptedException {
    String marker = markers.emit();
    try {
      while (markers.received(marker).isEmpty()) {
        failures.check();
        if (over(locked)) {
          return false;
        }
        TimeUnit.MICROSECONDS.sleep(200);
      }
      return true;
    } finally {
      markers.forget(marker);
    }
  }

  private static String after(long locked) {
    return ", after " + Duration.ofNanos(System.nanoTime() - locked).toMillis() + " ms of lock";
  }

  private boolean over(long locked) {
    return System.nanoTime() - locked > budget.toNanos();
  }
}
