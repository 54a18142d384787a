package dev.instar.cli.progress;

import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.progress.ProgressEvent.RebuildSummary;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is said at the end, and hands every event on. Thread-safe. */
public final class Tally implements Progress {
  private final Progress next;

  // Guarded by this.
  private final List<RebuildSummary> rebuilds = new ArrayList<>();
  private int stepsDone;

  public Tally(Progress next) {
    this.next = next;
  }

  @Override
  public void report(ProgressEvent event) {
    synchronized (this) {
      switch (event) {
        case RebuildSummary summary -> rebuilds.add(summary);
        case ProgressEvent.StepFinished finished -> stepsDone++;
        case ProgressEvent.StepStarted started -> {}
        case ProgressEvent.Snapshot snapshot -> {}
        case ProgressEvent.Notice notice -> {}
      }
    }
    next.report(event);
  }

  /** How many steps were finished since it was made. */
  public synchronized int stepsDone() {
    return stepsDone;
  }

  /** One sentence for each rebuild. */
  public synchronized List<String> rebuilds() {
    return rebuilds.stream().map(Phrases::of).toList();
  }
}
