package dev.instar.engine.session;

import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.logical.ReplicationSession;
import dev.instar.engine.plan.ChangePlanner;
import dev.instar.engine.plan.PlanNode;
import dev.instar.engine.plan.Planning;
import dev.instar.engine.wire.ReplicationCommands;
import dev.instar.engine.wire.SessionRequest;

/** The rooms that an engine is put together from. */
final class Rooms {
  private Rooms() {}

  static ChangePlanner changes() {
    return new ChangePlanner() {
      @Override
      public PlanNode insert(BoundStatement.Insert insert, Planning planning) {
        throw SqlException.unsupported("INSERT");
      }

      @Override
      public PlanNode update(BoundStatement.Update update, Planning planning) {
        throw SqlException.unsupported("UPDATE");
      }

      @Override
      public PlanNode delete(BoundStatement.Delete delete, Planning planning) {
        throw SqlException.unsupported("DELETE");
      }
    };
  }

  static ReplicationCommands replication(Engine engine, SessionRequest request, Session session) {
    return new ReplicationSession(
        engine.changelog(), new SessionReplication(session, request.replication()));
  }
}
