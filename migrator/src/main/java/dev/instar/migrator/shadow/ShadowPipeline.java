package dev.instar.migrator.shadow;

import dev.instar.changelog.ChangeStream;
import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.TableId;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import dev.instar.migrator.throttle.Throttle;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The stages of a rebuild, in order: copy, build indexes, catch up, verify, cut over. The thread
 * that calls {@link #run} decides about the stages; the loops run on threads of their own until it
 * ends.
 *
 * <p>A TRUNCATE of the source at any moment sends it back to copying. A failure of any loop ends
 * all of them; the pipeline is then built anew from what is saved.
 */
public final class ShadowPipeline {
  /** An index over so many rows is built in about a third of a second. */
  private static final long QUICKLY_INDEXED = 1_000_000;

  /** So many keys are compared in about a tenth of a second. */
  private static final int MOST_LOOKED_AT = 5_000;

  private static final Duration SETTLE_PAUSE = Duration.ofSeconds(2);

  private final String step;
  private final ShadowDatabase database;
  private final TableId source;
  private final KeyLedger ledger;
  private final boolean ordered;
  private final LogPosition saved;
  private final Throttle throttle;
  private final Control control;
  private final RunOptions options;
  private final Progress progress;
  private final long pendingBound;

  private final VerificationBook book;
  private final Counters counters = new Counters();
  private final Failures failures = new Failures();

  /**
   * @param step the step's id, for progress
   * @param ledger as it is saved: the finished ranges, the position
   * @param copied how many rows were copied in the finished ranges
   * @param book belongs to the ledger
   * @param ordered whether the client compares keys as the server does; if not, copying and
   *     applying alternate
   * @param saved the position that is saved
   * @param pendingBound how many keys may wait before the stream is read no further
   */
  public ShadowPipeline(
      String step,
      ShadowDatabase database,
      TableId source,
      KeyLedger ledger,
      long copied,
      VerificationBook book,
      boolean ordered,
      LogPosition saved,
      Throttle throttle,
      Control control,
      RunOptions options,
      Progress progress,
      long pendingBound) {
    this.step = step;
    this.database = database;
    this.source = source;
    this.ledger = ledger;
    this.book = book;
    this.ordered = ordered;
    this.saved = saved;
    this.throttle = throttle;
    this.control = control;
    this.options = options;
    this.progress = progress;
    this.pendingBound = pendingBound;
    counters.rowsCopied.add(copied);
  }

  /**
   * Runs until the new shape is live.
   *
   * @throws MigrationException if it cannot go on; the source is untouched
   * @throws InterruptedException if the run was asked to stop
   */
  public ProgressEvent.RebuildSummary run() throws InterruptedException {
    try (ChangeStream stream = changes();
        Workers workers =
            new Workers(
                database,
                stream,
                source,
                ledger,
                book,
                ordered,
                saved,
                throttle,
                options,
                counters,
                failures,
                pendingBound);
        Meter meter =
            new Meter(
                step,
                database,
                ledger,
                book,
                counters,
                workers.markers(),
                throttle,
                failures,
                progress)) {
      Drain drain = new Drain(ledger, workers.markers(), workers.flusher(), this::check);
      Verification verification =
          new Verification(
              database,
              ledger,
              book,
              throttle,
              counters,
              failures,
              progress,
              drain,
              workers.session(),
              this::check,
              options.chunkTime());
      while (true) {
        long restarts = counters.restarts.get();
        meter.stage("copy");
        copy(workers);
        meter.stage("catch-up");
        catchUp(drain);
        meter.stage("index");
        workers.exclusively(database::buildIndexes);
        meter.stage("catch-up");
        catchUp(drain);
        meter.stage("verify");
        verification.compareAll(database.comparesRanges(), ordered ? options.workers() : 1);
        verification.settle();
        if (!settled(restarts)) {
          continue;
        }
        postpone(meter, verification);
        meter.stage("cut-over");
        Duration lockHeld = cutOver(workers, drain, verification, restarts);
        if (lockHeld.isPositive()) {
          return new ProgressEvent.RebuildSummary(
              step,
              counters.rowsCopied.sum(),
              counters.keysApplied.sum(),
              book.rowsChecked(),
              counters.repairs.sum(),
              lockHeld);
        }
      }
    }
  }

  /**
   * Whether everything is copied and compared: neither a TRUNCATE nor too many changes undid it.
   */
  private boolean settled(long restarts) {
    return restarts == counters.restarts.get() && book.rangesChecked();
  }

  /** A slot that is gone is found out here, before any loop runs that could report it. */
  private ChangeStream changes() {
    try {
      return database.changes();
    } catch (ChangeStreamException e) {
      throw Failures.translated(e);
    }
  }

  private void check() {
    failures.check();
    control.check();
  }

  /**
   * Without the key's index rows are copied faster, so it is built last; unless too much piles up,
   * or others are at work: rows copied in small pieces disturb them less than an index built at
   * once.
   */
  private void copy(Workers workers) throws InterruptedException {
    while (!ledger.copied()) {
      check();
      boolean gently = throttle.yields() && counters.rowsCopied.sum() < QUICKLY_INDEXED;
      if (!database.keyPresent() && (gently || ledger.pending() > pendingBound / 2)) {
        workers.exclusively(database::buildKey);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    if (!database.keyPresent()) {
      workers.exclusively(database::buildKey);
    }
  }

  /** Until a drain takes no longer than a flush or two. */
  private static void catchUp(Drain drain) throws InterruptedException {
    while (drain.toMarker().toMillis() > 1_000) {
      // A long drain leaves a backlog of its own; each is shorter than the one before it.
    }
  }

  private void postpone(Meter meter, Verification verification) throws InterruptedException {
    if (!options.postponeCutOver() || control.cutOverRequested()) {
      return;
    }
    meter.stage("postponed");
    progress.report(new ProgressEvent.Notice("ready; the cut-over waits for `instar cut-over`"));
    while (!control.cutOverRequested()) {
      check();
      TimeUnit.NANOSECONDS.sleep(SETTLE_PAUSE.toNanos());
      verification.settle();
    }
  }

  /** Everything that can be done before the lock is, so that little is left to do under it. */
  private CutOver.Outcome attempt(
      CutOver cutOver, Workers workers, Drain drain, Verification verification)
      throws InterruptedException {
    verification.settle();
    try (ShadowDatabase.CutOverAttempt attempt = database.prepareCutOver()) {
      verification.look(MOST_LOOKED_AT);
      drain.toMarker();
      // What the drain applied is looked at before the lock is, not under it.
      verification.look(MOST_LOOKED_AT);
      return workers.exclusively(() -> cutOver.attempt(attempt));
    }
  }

  /** Returns for how long the lock was held; zero if copying or comparing has to begin again. */
  private Duration cutOver(Workers workers, Drain drain, Verification verification, long restarts)
      throws InterruptedException {
    CutOver cutOver =
        new CutOver(ledger, book, workers.markers(), counters, failures, options.lockBudget());
    long begin = System.nanoTime();
    Duration pause = Duration.ofMillis(200);
    while (settled(restarts)) {
      check();
      CutOver.Outcome outcome = attempt(cutOver, workers, drain, verification);
      switch (outcome) {
        case CutOver.Outcome.Swapped swapped -> {
          return swapped.lockHeld();
        }
        case CutOver.Outcome.Differing differing -> verification.repair(differing.keys());
        case CutOver.Outcome.LetGo letGo -> {
          if (System.nanoTime() - begin > options.lockPatience().toNanos()) {
            throw new MigrationException(
                ErrorCode.CUT_OVER_BUDGET,
                "the cut-over of " + source + " could not be had: " + letGo.reason(),
                "The source is untouched and the shadow is kept. End what is in the way, or raise"
                    + " --lock-budget, and run `instar resume`.");
          }
          progress.report(
              new ProgressEvent.Notice(
                  "cut-over let go, next attempt in "
                      + pause.toMillis()
                      + " ms: "
                      + letGo.reason()));
          // Jitter, so that attempts do not fall into step with a periodic job.
          Thread.sleep(
              (long) (pause.toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 1.5)));
          Duration doubled = pause.multipliedBy(2);
          pause = doubled.compareTo(Duration.ofSeconds(10)) > 0 ? Duration.ofSeconds(10) : doubled;
        }
      }
    }
    return Duration.ZERO;
  }
}
