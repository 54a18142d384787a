package dev.instar.engine.wire;

import java.util.Map;

/**
 * What a client asked for when it connected.
 *
 * @param user who has proven to be it
 * @param settings run-time parameters by name, {@code application_name} among them; those of the
 *     parameter {@code options} come first
 */
public record SessionRequest(
    String user, String database, Map<String, String> settings, Replication replication) {

  /** The start-up parameter {@code replication}. */
  public enum Replication {
    NONE,
    /** {@code true}: no database, replication commands only. */
    PHYSICAL,
    /** {@code database}: SQL and replication commands. */
    LOGICAL
  }

  public SessionRequest {
    settings = Map.copyOf(settings);
  }
}
