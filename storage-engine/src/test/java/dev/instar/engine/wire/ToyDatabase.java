package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A database of one user, whose sessions ({@link ToySession}) understand a handful of statements.
 * Each session has a table of its own.
 */
final class ToyDatabase implements SessionSource {
  static final String USER = "toy";
  static final String PASSWORD = "a secret of toys";

  private final ScramVerifier verifier = ScramVerifier.of(PASSWORD);
  private final ConcurrentHashMap<Integer, ToySession> sessions = new ConcurrentHashMap<>();

  /** Opens when a session begins to sleep: then it can be cancelled. */
  final CountDownLatch sleeping = new CountDownLatch(1);

  @Override
  public Optional<ScramVerifier> verifier(String user) {
    return user.equals(USER) || user.equals("postgres") ? Optional.of(verifier) : Optional.empty();
  }

  @Override
  public boolean hasPasswords() {
    return true;
  }

  @Override
  public SqlSession open(SessionRequest request, Client client) {
    if (request.database().startsWith("no")) {
      throw new SqlException(
          SqlState.INVALID_CATALOG_NAME, "database \"" + request.database() + "\" does not exist");
    }
    ToySession session = new ToySession(this, request, client);
    sessions.put(client.processId(), session);
    return session;
  }

  void closed(Client client) {
    sessions.remove(client.processId());
  }

  List<ToySession> sessions() {
    return List.copyOf(sessions.values());
  }
}
