package dev.instar.migrator.run;

import dev.instar.migrator.journal.MigrationState;
import java.util.List;
import java.util.Objects;

/**
 * How an operation ended that did not fail.
 *
 * @param migration its number
 * @param name its name
 * @param state where it stands now
 * @param stopped whether the run was stopped before its end; it can be resumed
 * @param message one or two sentences: what is so, and what to do next
 * @param times how long what is done of each migration took, if anything was carried out
 */
public record RunOutcome(
    long migration,
    String name,
    MigrationState state,
    boolean stopped,
    String message,
    List<TimeTaken> times) {
  public RunOutcome {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(message, "message");
    times = List.copyOf(times);
  }

  /** One of which nothing was carried out. */
  public RunOutcome(
      long migration, String name, MigrationState state, boolean stopped, String message) {
    this(migration, name, state, stopped, message, List.of());
  }

  /** The same, with how long it took. */
  public RunOutcome took(List<TimeTaken> taken) {
    return new RunOutcome(migration, name, state, stopped, message, taken);
  }
}
