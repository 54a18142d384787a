package dev.instar.migrator.shadow;

import dev.instar.changelog.LogPosition;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Markers written into the log, and where they came out of the stream. Thread-safe.
 *
 * <p>A marker is a transactional message from a session of its own: when it comes out of the
 * stream, every transaction that committed before it was written has been handed over.
 */
final class Markers {
  private final ShadowDatabase database;
  private final Map<String, LogPosition> received = new ConcurrentHashMap<>();

  Markers(ShadowDatabase database) {
    this.database = database;
  }

  /** Writes a marker; {@link #received} tells when it has come out again. */
  String emit() {
    String marker = UUID.randomUUID().toString();
    database.mark(marker);
    return marker;
  }

  /** The end of the marker's transaction in the log, once the stream has delivered it. */
  Optional<LogPosition> received(String marker) {
    return Optional.ofNullable(received.get(marker));
  }

  void forget(String marker) {
    received.remove(marker);
  }

  /** Called by the intake when the transaction that carried {@code marker} is complete. */
  void deliver(String marker, LogPosition end) {
    received.put(marker, end);
  }
}
