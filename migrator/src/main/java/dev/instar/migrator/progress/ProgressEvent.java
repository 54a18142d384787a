package dev.instar.migrator.progress;

import java.time.Duration;
import java.util.Optional;

/** Something worth telling about a running migration. */
public sealed interface ProgressEvent {

  /** A step begins. {@code position} of {@code total}, from 1. */
  record StepStarted(String stepId, String title, int position, int total)
      implements ProgressEvent {}

  /** A step is done. {@code detail} is one short line, or empty. */
  record StepFinished(String stepId, String title, Duration took, String detail)
      implements ProgressEvent {}

  /** Something happened that a reader of the log should know: a retry, a wait, a warning. */
  record Notice(String message) implements ProgressEvent {}

  /**
   * How a shadow or a backfill stands; about once a second.
   *
   * @param stepId the step
   * @param stage copy, index, catch-up, verify, cut-over, backfill
   * @param rowsDone rows copied, verified or updated so far in this stage
   * @param rowsEstimated about how many there are; 0 where unknown
   * @param rowsPerSecond the speed of the last seconds
   * @param changesApplied keys applied from the stream so far
   * @param backlog keys pending
   * @param lag how far the stream is behind the server
   * @param throttledBy why it is slow or waiting, where it is
   * @param remaining about how long this stage still takes, where it can be told
   */
  record Snapshot(
      String stepId,
      String stage,
      long rowsDone,
      long rowsEstimated,
      double rowsPerSecond,
      long changesApplied,
      long backlog,
      Duration lag,
      Optional<String> throttledBy,
      Optional<Duration> remaining)
      implements ProgressEvent {}

  /** What a finished rebuild came to. */
  record RebuildSummary(
      String stepId,
      long rowsCopied,
      long changesApplied,
      long rowsVerified,
      long rowsDiffering,
      Duration lockHeld)
      implements ProgressEvent {}
}
