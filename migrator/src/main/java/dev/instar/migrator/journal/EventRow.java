package dev.instar.migrator.journal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Something that happened to a migration.
 *
 * @param at the server's clock
 * @param kind such as {@code takeover}, {@code step}, {@code pause}
 * @param message one line
 */
public record EventRow(Instant at, String kind, String message) {
  /**
   * The kinds of events within a step's time that make it say nothing of the step's work: a runner
   * began (it was resumed, then), somebody held it or let it go on, or it waited to be let swap.
   */
  public static final List<String> INTERRUPTIONS =
      List.of("lease", "pause", "unpause", "cut-over", "abort");

  public EventRow {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }
}
