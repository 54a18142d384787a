package dev.instar.cli.progress;

import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.progress.ProgressEvent.RebuildSummary;
import dev.instar.migrator.report.Page;
import dev.instar.migrator.report.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Keeps what is said at the end, and hands every event on. Thread-safe. */
public final class Tally implements Progress {
  private final Progress next;

  // Guarded by this.
  private final List<RebuildSummary> rebuilds = new ArrayList<>();

  public Tally(Progress next) {
    this.next = next;
  }

  @Override
  public void report(ProgressEvent event) {
    if (event instanceof RebuildSummary summary) {
      synchronized (this) {
        rebuilds.add(summary);
      }
    }
    next.report(event);
  }

  /** What each rebuild that was finished came to, for the end of the output. */
  public synchronized void print(Page page) {
    for (RebuildSummary summary : rebuilds) {
      entry(page, "rows copied", "%,d", summary.rowsCopied());
      entry(page, "changes applied", "%,d", summary.changesApplied());
      entry(page, "rows verified", "%,d", summary.rowsVerified());
      entry(page, "rows that differ", "%,d", summary.rowsDiffering());
      entry(page, "lock held", "%s", Quantities.duration(summary.lockHeld()));
    }
  }

  private static void entry(Page page, String label, String format, Object value) {
    page.entry(2, label, 18, String.format(Locale.ROOT, format, value), UnaryOperator.identity());
  }
}
