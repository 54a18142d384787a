package dev.instar.cli.progress;

import dev.instar.migrator.progress.ProgressEvent.Snapshot;
import dev.instar.migrator.report.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The short words that a line of progress is made of. */
final class Phrases {
  private Phrases() {}

  /** What a snapshot says, the most important first. */
  static List<String> of(Snapshot snapshot) {
    List<String> phrases = new ArrayList<>();
    phrases.add((snapshot.stage() + " " + percent(snapshot)).strip());
    snapshot.throttledBy().ifPresent(reason -> phrases.add("throttled: " + reason));
    phrases.add(
        snapshot.rowsEstimated() > 0
            ? brief(snapshot.rowsDone()) + "/" + brief(snapshot.rowsEstimated()) + " rows"
            : brief(snapshot.rowsDone()) + " rows");
    snapshot.remaining().ifPresent(left -> phrases.add("ETA " + Quantities.duration(left)));
    long speed = Math.round(snapshot.rowsPerSecond());
    if (speed > 0) {
      phrases.add(brief(speed) + " rows/s");
    }
    phrases.add("backlog " + brief(snapshot.backlog()));
    phrases.add("lag " + Quantities.duration(snapshot.lag()));
    return phrases;
  }

  /**
   * In at most four characters and a letter: {@code 950}, {@code 1.2k}, {@code 12k}, {@code 3.4M}.
   */
  static String brief(long number) {
    String letters = "kMGTPE";
    double amount = number;
    int unit = -1;
    while (amount >= 999.5) {
      amount /= 1000;
      unit++;
    }
    if (unit < 0) {
      return Long.toString(number);
    }
    return String.format(Locale.ROOT, amount < 9.95 ? "%.1f" : "%.0f", amount)
        + letters.charAt(unit);
  }

  /** As a clock counts: {@code 0:07}, {@code 12:30}, {@code 1:02:03}. */
  static String clock(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** An estimate may be too low: what is not finished is never at 100 %. */
  private static String percent(Snapshot snapshot) {
    if (snapshot.rowsEstimated() <= 0) {
      return "";
    }
    long percent = 100 * snapshot.rowsDone() / snapshot.rowsEstimated();
    return Math.min(99, percent) + "%";
  }
}
