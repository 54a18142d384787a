package dev.instar.migrator.run;

import dev.instar.migrator.journal.MigrationState;
import java.util.Objects;

/**
 * How an operation ended that did not fail.
 *
 * @param migration its number
 * @param name its name
 * @param state where it stands now
 * @param stopped whether the run was stopped before its end; it can be resumed
 * @param message one or two sentences: what is so, and what to do next
 */
public record RunOutcome(
    long migration, String name, MigrationState state, boolean stopped, String message) {
  public RunOutcome {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(message, "message");
  }
}
