package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.postgresql.session.Sessions;
import java.util.function.BiConsumer;

/**
 * What any terminal may ask of the migration that runs, wherever it does. Stateless, thread-safe.
 */
public final class Remote {
  private final StateReader state;

  /**
   * @param sessions of the target
   */
  public Remote(Sessions sessions) {
    this.state = new StateReader(sessions);
  }

  /** Holds all work until {@link #unpause}; the change stream goes on being read. */
  public MigrationRow pause() {
    return ask("pause", "paused", (journal, id) -> journal.control().paused(id, true));
  }

  public MigrationRow unpause() {
    return ask("unpause", "unpaused", (journal, id) -> journal.control().paused(id, false));
  }

  /**
   * Sets the throttle's settings.
   *
   * @param json a JSON object, the throttle's to understand
   */
  public MigrationRow throttle(String json) {
    return ask("throttle", json, (journal, id) -> journal.control().throttle(id, json));
  }

  /** Lets a migration swap that was told to wait for this. */
  public MigrationRow requestCutOver() {
    return ask("cut-over", "requested", (journal, id) -> journal.control().cutOver(id, true));
  }

  private MigrationRow ask(String kind, String message, BiConsumer<Journal, Long> change) {
    MigrationRow row =
        state
            .unfinished()
            .orElseThrow(
                () ->
                    new MigrationException(
                        ErrorCode.USAGE,
                        "there is no running migration to " + kind,
                        "See 'instar status'."));
    state.ifAny(
        journal -> {
          change.accept(journal, row.id());
          journal.events().add(row.id(), kind, message);
          return row;
        });
    return row;
  }
}
