package dev.instar.migrator.shadow;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.ChangeStream;
import dev.instar.changelog.Key;
import dev.instar.changelog.TableId;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Takes changes from the stream and enters them in the ledger. One thread; the only one that calls
 * the ledger's intake.
 *
 * <p>When more keys are pending than {@code bound}, it stops reading: the server then keeps the
 * log, and memory stays bounded.
 */
final class Intake implements Runnable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final ChangeStream stream;
  private final TableId source;
  private final KeyLedger ledger;
  private final VerificationBook book;
  private final Markers markers;
  private final Counters counters;
  private final Failures failures;
  private final ShadowSession session;
  private final Lock nobodyWrites;
  private final long bound;

  // Owned by the intake's thread.
  private Optional<String> marker = Optional.empty();

  Intake(
      ChangeStream stream,
      TableId source,
      KeyLedger ledger,
      VerificationBook book,
      Markers markers,
      Counters counters,
      Failures failures,
      ShadowSession session,
      Lock nobodyWrites,
      long bound) {
    this.stream = stream;
    this.source = source;
    this.ledger = ledger;
    this.book = book;
    this.markers = markers;
    this.counters = counters;
    this.failures = failures;
    this.session = session;
    this.nobodyWrites = nobodyWrites;
    this.bound = bound;
  }

  @Override
  public void run() {
    try {
      while (!failures.any() && !Thread.currentThread().isInterrupted()) {
        if (ledger.pending() >= bound) {
          Thread.sleep(POLL.dividedBy(10));
          continue;
        }
        Optional<ChangeEvent> event = stream.poll(POLL);
        if (event.isPresent()) {
          take(event.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  private void take(ChangeEvent event) {
    switch (event) {
      case ChangeEvent.Begin begin -> ledger.begin(begin.position());
      case ChangeEvent.KeyChanged change -> {
        if (change.table().equals(source)) {
          changed(change.key());
        }
      }
      case ChangeEvent.Truncated truncated -> {
        if (truncated.tables().contains(source)) {
          startOver();
        }
      }
      case ChangeEvent.ShapeChanged shape ->
          throw new MigrationException(
              ErrorCode.FOREIGN_CHANGE,
              "somebody changed the shape of " + source + ": " + shape.difference(),
              "The source is untouched by Instar. Run `instar abort`, then plan again.");
      case ChangeEvent.Marker m -> marker = Optional.of(m.content());
      case ChangeEvent.Commit commit -> {
        ledger.commit(commit.position());
        marker.ifPresent(content -> markers.deliver(content, commit.position()));
        marker = Optional.empty();
      }
      case ChangeEvent.Idle idle -> ledger.idle(idle.position());
    }
  }

  private void changed(Key key) {
    book.touched(key);
    ledger.changed(key);
  }

  /**
   * Every row is gone, so copying starts over. Rows written since are seen by the snapshots of the
   * new copy; the truncating transaction's remaining changes are ahead of it.
   */
  private void startOver() {
    nobodyWrites.lock();
    try {
      session.restart();
      ledger.restart(ledger.lowWater());
      book.restart();
      // Nothing is in flight, so that no copier has rows of before to add.
      counters.rowsCopied.reset();
      counters.restarts.incrementAndGet();
    } finally {
      nobodyWrites.unlock();
    }
  }
}
