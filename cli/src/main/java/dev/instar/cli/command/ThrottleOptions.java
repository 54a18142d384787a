package dev.instar.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options of the throttle. */
final class ThrottleOptions {
  @Option(
      names = "--max-rows-per-second",
      paramLabel = "N",
      description = "Copy and apply at most this many rows a second. Default: no bound.")
  private Long maxRowsPerSecond;

  @Option(
      names = "--nice-ratio",
      paramLabel = "X",
      description = {
        "Rest X seconds for each second of work; 0 never rests.",
        "Default: by how busy others are."
      })
  private Double niceRatio;

  @Option(
      names = "--max-load",
      paramLabel = "LIMITS",
      description = {
        "Slow down above these: active_sessions=20, replica_lag=5s, replica_lag:NAME=5s,"
            + " retained_wal=2GB, snapshot_age=10m, file=PATH, query=SELECT …>NUMBER;"
            + " several with commas, a query last."
      })
  private String maxLoad;

  @Option(
      names = "--critical-load",
      paramLabel = "LIMITS",
      description = "Stop above these, to be resumed later; written as for --max-load.")
  private String criticalLoad;

  @Option(
      names = "--throttle-flag-file",
      paramLabel = "FILE",
      description = "Slow down while this file exists on this machine.")
  private Path flagFile;

  /**
   * What is asked for on top of these settings.
   *
   * @throws dev.instar.migrator.error.MigrationException with USAGE if it makes no sense
   */
  ThrottleSettings over(ThrottleSettings settings) {
    return new ThrottleSettings(
        maxRowsPerSecond == null ? settings.maxRowsPerSecond() : OptionalLong.of(maxRowsPerSecond),
        niceRatio == null ? settings.nice() : OptionalDouble.of(niceRatio),
        withFlagFile(maxLoad == null ? settings.maxLoad() : maxLoad),
        criticalLoad == null ? settings.criticalLoad() : criticalLoad);
  }

  /** Whether anything is asked for. */
  boolean any() {
    return maxRowsPerSecond != null
        || niceRatio != null
        || maxLoad != null
        || criticalLoad != null
        || flagFile != null;
  }

  /** What was given and nothing else, as {@link ThrottleSettings#with} reads it. */
  String changeAsJson() {
    ThrottleSettings checked = over(ThrottleSettings.DEFAULT);
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    checked.maxRowsPerSecond().ifPresent(rows -> change.put("maxRowsPerSecond", rows));
    checked.nice().ifPresent(ratio -> change.put("nice", ratio));
    if (maxLoad != null || flagFile != null) {
      change.put("maxLoad", checked.maxLoad());
    }
    if (criticalLoad != null) {
      change.put("criticalLoad", checked.criticalLoad());
    }
    return change.toString();
  }

  /** In front: a query, which may hold commas, has to be last. */
  private String withFlagFile(String limits) {
    return Optional.ofNullable(flagFile)
        .map(file -> "file=" + file.toAbsolutePath() + (limits.isEmpty() ? "" : "," + limits))
        .orElse(limits);
  }
}
