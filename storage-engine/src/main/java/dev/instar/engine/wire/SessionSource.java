package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.util.Optional;

/** What a server serves: who may log in, and what they talk to then. Thread-safe. */
public interface SessionSource {
  /** The stored verifier of that user; empty if there is no such user, or it has no password. */
  Optional<ScramVerifier> verifier(String user);

  /** Whether anybody has a password. A server that nobody could log in to does not start. */
  boolean hasPasswords();

  /**
   * Opens a session for somebody whose password was right.
   *
   * @throws SqlException with 3D000 if there is no such database, 28000 if the user may not log in,
   *     22023 … for settings, 0A000 for those that are not supported; the client is told and goes
   */
  SqlSession open(SessionRequest request, Client client);

  /**
   * The commands of a session whose client asked for replication.
   *
   * @throws SqlException with 0A000 if there are none
   */
  default ReplicationCommands replication(SessionRequest request, SqlSession session) {
    throw SqlException.unsupported("replication");
  }
}
