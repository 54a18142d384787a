package dev.instar.engine.session;

import dev.instar.engine.statement.SessionInfo.State;
import java.time.Instant;

/**
 * What a session does, for others to see. Written by its thread, read by any: each field is true by
 * itself, and no two need fit.
 */
final class SessionActivity {
  private final Instant backendStart = Instant.now();
  private volatile String query = "";
  private volatile Instant queryStart;
  private volatile Instant stateChange = backendStart;
  private volatile State state = State.IDLE;

  void runs(String text) {
    Instant now = Instant.now();
    query = text;
    queryStart = now;
    stateChange = now;
    state = State.ACTIVE;
  }

  void waitsForClient(State now) {
    if (state != now) {
      stateChange = Instant.now();
      state = now;
    }
  }

  Instant backendStart() {
    return backendStart;
  }

  String query() {
    return query;
  }

  /** Null before the first statement. */
  Instant queryStart() {
    return queryStart;
  }

  /** When the statement that runs began. */
  Instant statementStart() {
    Instant start = queryStart;
    return start == null ? Instant.now() : start;
  }

  Instant stateChange() {
    return stateChange;
  }

  State state() {
    return state;
  }
}
