package dev.instar.cli.command;

import dev.instar.cli.progress.ProgressFormat;
import dev.instar.migrator.execute.RunOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of the commands that run steps. */
final class ExecutionOptions {
  /** What others may have to wait for is a matter of moments; this bounds slips of the pen. */
  private static final Duration MOMENT_MAX = Duration.ofMinutes(10);

  private static final Duration PATIENCE_MAX = Duration.ofDays(7);

  @Option(
      names = "--progress",
      paramLabel = "FORMAT",
      defaultValue = "AUTO",
      description = {
        "auto: a live line in a terminal, log lines elsewhere; plain: log lines; json: JSON lines"
            + " on standard output. Default: auto."
      })
  private ProgressFormat progress = ProgressFormat.AUTO;

  @Option(
      names = "--chunk-time",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "500ms",
      description = "How long one chunk of a copy should take. Default: ${DEFAULT-VALUE}.")
  private Duration chunkTime = RunOptions.DEFAULT.chunkTime();

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many chunks are copied at once. Default: ${DEFAULT-VALUE}.")
  private int workers = RunOptions.DEFAULT.workers();

  @Option(
      names = "--lock-budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "500ms",
      description =
          "How long your statements may wait for a lock or the cut-over. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration lockBudget = RunOptions.DEFAULT.lockBudget();

  @Option(
      names = "--lock-patience",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "10m",
      description =
          "For how long a lock is tried for, with pauses, before giving up with exit code 6."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration lockPatience = RunOptions.DEFAULT.lockPatience();

  ProgressFormat progress() {
    return progress;
  }

  /**
   * As asked for.
   *
   * @throws dev.instar.migrator.error.MigrationException with USAGE if it makes no sense
   */
  RunOptions runOptions(boolean postponeCutOver) {
    atMost("--chunk-time", chunkTime, MOMENT_MAX);
    atMost("--lock-budget", lockBudget, MOMENT_MAX);
    atMost("--lock-patience", lockPatience, PATIENCE_MAX);
    if (workers < 1 || workers > 64) {
      throw Usage.error("--workers must be between 1 and 64");
    }
    return new RunOptions(chunkTime, workers, lockBudget, lockPatience, postponeCutOver);
  }

  private static void atMost(String option, Duration given, Duration maximum) {
    if (given.compareTo(maximum) > 0) {
      throw Usage.error(option + " must not be more than " + maximum.toMinutes() + "m");
    }
  }
}
