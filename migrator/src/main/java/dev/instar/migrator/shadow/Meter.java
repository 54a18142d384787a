package dev.instar.migrator.shadow;

import dev.instar.changelog.LogPosition;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import dev.instar.migrator.throttle.Throttle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reports how a pipeline stands, about once a second, from a thread of its own. The lag is how long
 * a marker takes from being written to coming out of the stream. It also looks, now and then,
 * whether somebody has changed the source's definition.
 */
final class Meter implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** How often somebody else's DDL is looked for. */
  private static final Duration WATCH = Duration.ofSeconds(5);

  private final String step;
  private final ShadowDatabase database;
  private final KeyLedger ledger;
  private final VerificationBook book;
  private final Counters counters;
  private final Markers markers;
  private final Throttle throttle;
  private final Failures failures;
  private final Progress progress;
  private final Thread thread;
  private volatile String stage = "copy";

  // Owned by the meter's thread.
  private String probe = "";
  private long probedAt;
  private long watchedAt = System.nanoTime();
  private Duration lag = Duration.ZERO;
  private long lastRows;
  private String lastStage = "";

  Meter(
      String step,
      ShadowDatabase database,
      KeyLedger ledger,
      VerificationBook book,
      Counters counters,
      Markers markers,
      Throttle throttle,
      Failures failures,
      Progress progress) {
    this.step = step;
    this.database = database;
    this.ledger = ledger;
    this.book = book;
    this.counters = counters;
    this.markers = markers;
    this.throttle = throttle;
    this.failures = failures;
    this.progress = progress;
    this.lastRows = counters.rowsCopied.sum();
    this.thread = Thread.ofPlatform().name("instar-meter").daemon().start(this::run);
  }

  void stage(String name) {
    stage = name;
  }

  private void run() {
    try {
      long estimate = database.estimatedRows();
      long last = System.nanoTime();
      while (!failures.any()) {
        TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
        long now = System.nanoTime();
        measureLag(now);
        if (now - watchedAt > WATCH.toNanos()) {
          watchedAt = now;
          database.requireUnchanged();
        }
        report(estimate, Duration.ofNanos(now - last));
        last = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  private void measureLag(long now) {
    if (!probe.isEmpty()) {
      Optional<LogPosition> received = markers.received(probe);
      lag = Duration.ofNanos(now - probedAt);
      if (received.isEmpty()) {
        return;
      }
      markers.forget(probe);
      if (lag.compareTo(PERIOD.multipliedBy(2)) < 0) {
        lag = Duration.ZERO;
      }
    }
    probe = markers.emit();
    probedAt = now;
  }

  private void report(long estimate, Duration since) {
    String now = stage;
    boolean verifying = now.equals("verify");
    long rows = verifying ? book.rowsChecked() : counters.rowsCopied.sum();
    if (!now.equals(lastStage)) {
      lastRows = verifying ? 0 : lastRows;
      lastStage = now;
    }
    double rate = Math.max(0, rows - lastRows) * 1e9 / since.toNanos();
    lastRows = rows;
    Optional<Duration> remaining =
        rate >= 1 && estimate > rows
            ? Optional.of(Duration.ofSeconds((long) ((estimate - rows) / rate)))
            : Optional.empty();
    progress.report(
        new ProgressEvent.Snapshot(
            step,
            now,
            rows,
            estimate,
            rate,
            counters.keysApplied.sum(),
            ledger.pending(),
            lag,
            throttle.reason(),
            remaining));
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
