package dev.instar.migrator.run;

import dev.instar.migrator.postgresql.session.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The slot that the running rebuild reads, for the signal that watches what it retains. Looked up again
 * now and then, because each rebuild of a plan has its own. Thread-safe.
 */
final class CurrentSlot implements Supplier<Optional<String>> {
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Sessions sessions;

  // Guarded by this.
  private Optional<String> slot = Optional.empty();
  private long lookedAt = System.nanoTime() - FRESH.toNanos();

  CurrentSlot(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public synchronized Optional<String> get() {
    if (System.nanoTime() - lookedAt >= FRESH.toNanos()) {
      slot = look();
      lookedAt = System.nanoTime();
    }
    return slot;
  }

  /** Empty where there is none, or the server does not answer: the signal then counts as overload. */
  private Optional<String> look() {
    try (Connection connection = sessions.open("throttle");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT slot FROM instar.shadow WHERE phase IN ('created', 'copying')")) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
