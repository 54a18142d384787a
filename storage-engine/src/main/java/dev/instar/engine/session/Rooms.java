package dev.instar.engine.session;

import dev.instar.engine.change.ChangePlans;
import dev.instar.engine.logical.ReplicationSession;
import dev.instar.engine.plan.ChangePlanner;
import dev.instar.engine.wire.ReplicationCommands;
import dev.instar.engine.wire.SessionRequest;

/** The rooms that an engine is put together from. */
final class Rooms {
  private Rooms() {}

  static ChangePlanner changes() {
    return new ChangePlans();
  }

  static ReplicationCommands replication(Engine engine, SessionRequest request, Session session) {
    return new ReplicationSession(
        engine.changelog(), new SessionReplication(session, request.replication()));
  }
}
