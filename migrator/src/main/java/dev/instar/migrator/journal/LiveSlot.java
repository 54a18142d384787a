package dev.instar.migrator.journal;

import dev.instar.migrator.postgresql.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The replication slot of the rebuild that is under way, once there is one; it is looked for at
 * every call until it is found. Thread-safe.
 */
public final class LiveSlot implements Supplier<Optional<String>> {
  private final Sessions sessions;

  public LiveSlot(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<String> get() {
    try (Connection connection = sessions.open("slot")) {
      return Journal.on(connection).shadows().liveSlot();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
