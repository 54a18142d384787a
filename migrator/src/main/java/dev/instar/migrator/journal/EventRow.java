package dev.instar.migrator.journal;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to a migration.
 *
 * @param at the server's clock
 * @param kind such as {@code takeover}, {@code step}, {@code pause}
 * @param message one line
 */
public record EventRow(Instant at, String kind, String message) {
  public EventRow {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }
}
