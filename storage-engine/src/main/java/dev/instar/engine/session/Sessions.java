package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.Activity;
import dev.instar.engine.statement.SessionInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The sessions there are, by process id. Thread-safe. */
final class Sessions implements Activity {
  private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();

  void add(Session session) {
    sessions.put(session.processId(), session);
  }

  void remove(Session session) {
    sessions.remove(session.processId(), session);
  }

  void terminateAll(Supplier<SqlException> reason) {
    sessions.values().forEach(session -> session.client().terminate(reason.get()));
  }

  @Override
  public List<SessionInfo> sessions() {
    return sessions.values().stream()
        .map(Session::info)
        .sorted(Comparator.comparingInt(SessionInfo::processId))
        .toList();
  }

  @Override
  public boolean cancel(int processId) {
    Session session = sessions.get(processId);
    if (session == null) {
      return false;
    }
    session.cancel();
    return true;
  }

  @Override
  public boolean terminate(int processId) {
    Session session = sessions.get(processId);
    if (session == null) {
      return false;
    }
    session
        .client()
        .terminate(
            new SqlException(
                SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command"));
    return true;
  }
}
