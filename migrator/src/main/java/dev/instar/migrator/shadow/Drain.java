package dev.instar.migrator.shadow;

import dev.instar.changelog.LogPosition;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the shadow to catch up with a marker: every transaction that committed before {@link
 * #toMarker} was called has then been handed over and applied.
 */
final class Drain {
  private final KeyLedger ledger;
  private final Markers markers;
  private final Flusher flusher;
  private final Runnable check;

  /**
   * @param check called while waiting; throws when waiting has become pointless
   */
  Drain(KeyLedger ledger, Markers markers, Flusher flusher, Runnable check) {
    this.ledger = ledger;
    this.markers = markers;
    this.flusher = flusher;
    this.check = check;
  }

  /** Returns how long it took. */
  Duration toMarker() throws InterruptedException {
    long begin = System.nanoTime();
    String marker = markers.emit();
    flusher.hurry(true);
    try {
      while (!passed(marker)) {
        check.run();
        TimeUnit.MILLISECONDS.sleep(2);
      }
    } finally {
      flusher.hurry(false);
      markers.forget(marker);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean passed(String marker) {
    Optional<LogPosition> position = markers.received(marker);
    return position.isPresent() && ledger.lowWater().compareTo(position.get()) >= 0;
  }
}
