package dev.instar.engine.session;

import dev.instar.engine.statement.TemporarySchema;

/** What a session made for itself goes with it. */
final class TemporaryObjects {
  private TemporaryObjects() {}

  static void drop(Session session) {
    String schema = TemporarySchema.name(session.processId());
    if (session.catalog().schema(schema).isEmpty()) {
      return;
    }
    session.block().commitOpen();
  }
}
