package dev.instar.cli.status;

import dev.instar.migrator.report.Page;
import dev.instar.migrator.report.Quantities;
import dev.instar.migrator.run.StepTime;
import dev.instar.migrator.run.TimeTaken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How long something took beside what was estimated, for people. */
public final class TimeWords {
  /** As what the rebuilds did, see {@code Tally}. */
  private static final int VALUES_AT = 20;

  private TimeWords() {}

  /** Such as {@code 15 s, estimated about 12 s}. */
  public static String of(TimeTaken time) {
    return words(time.took(), time.interrupted(), time.estimated());
  }

  /** The same, with the rows where they were counted. */
  public static String of(StepTime time) {
    return words(time.took(), time.interrupted(), time.estimated())
        + time.rows().map(rows -> "; " + Quantities.rows(rows)).orElse("");
  }

  /** A line for each migration, and one for each of its steps where several took their time. */
  public static void print(Page page, List<TimeTaken> times) {
    for (TimeTaken time : times) {
      entry(page, 2, times.size() == 1 ? "took" : time.migration(), of(time));
      List<StepTime> steps = time.steps().stream().filter(StepTime::notable).toList();
      if (steps.size() > 1) {
        steps.forEach(step -> entry(page, 4, "step " + step.id(), of(step)));
      }
    }
  }

  private static void entry(Page page, int indent, String label, String words) {
    page.entry(indent, label, VALUES_AT - indent, words, UnaryOperator.identity());
  }

  private static String words(Duration took, boolean interrupted, Optional<Duration> estimated) {
    return Quantities.duration(took)
        + (interrupted ? " with interruptions" : "")
        + estimated
            .map(time -> ", estimated " + Quantities.about(time))
            .orElse(", not estimated (size unknown)");
  }
}
