package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.postgresql.session.Sessions;
import java.util.function.BiConsumer;

/**
 * What any terminal may ask of the migration that runs, wherever it does; each answer is how it
 * stands then. Stateless, thread-safe.
 */
public final class Remote {
  private final StateReader state;

  /**
   * @param sessions of the target
   */
  public Remote(Sessions sessions) {
    this.state = new StateReader(sessions);
  }

  /**
   * Holds all work until {@link #unpause}; the change stream goes on being read.
   *
   * @throws MigrationException with USAGE if nobody runs it: there is nothing to hold
   */
  public MigrationStatus pause() {
    MigrationRow row = unfinished("pause");
    if (status(row).interrupted()) {
      throw new MigrationException(
          ErrorCode.USAGE,
          "migration %s is interrupted: nobody runs it, and there is nothing to pause"
              .formatted(row.name()),
          "Go on with 'instar resume', or take it back with 'instar abort'.");
    }
    return ask("pause", "paused", (journal, id) -> journal.control().paused(id, true));
  }

  public MigrationStatus unpause() {
    return ask("unpause", "unpaused", (journal, id) -> journal.control().paused(id, false));
  }

  /**
   * Sets the throttle's settings.
   *
   * @param json a JSON object, the throttle's to understand
   */
  public MigrationStatus throttle(String json) {
    return ask("throttle", json, (journal, id) -> journal.control().throttle(id, json));
  }

  /** Lets a migration swap that was told to wait for this. */
  public MigrationStatus requestCutOver() {
    return ask("cut-over", "requested", (journal, id) -> journal.control().cutOver(id, true));
  }

  private MigrationStatus ask(String kind, String message, BiConsumer<Journal, Long> change) {
    MigrationRow row = unfinished(kind);
    state.ifAny(
        journal -> {
          change.accept(journal, row.id());
          journal.events().add(row.id(), kind, message);
          return row;
        });
    return status(row);
  }

  private MigrationStatus status(MigrationRow row) {
    return state.status(row.id(), RunTiming.DEFAULT.expiry()).orElseThrow();
  }

  private MigrationRow unfinished(String kind) {
    return state
        .unfinished()
        .orElseThrow(
            () ->
                new MigrationException(
                    ErrorCode.USAGE,
                    "there is no running migration to " + kind,
                    "See 'instar status'."));
  }
}
