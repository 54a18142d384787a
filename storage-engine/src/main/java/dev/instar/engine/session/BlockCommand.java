package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.wire.SqlSession.Portal;

/** DO: its statements one after the other, all in the transaction that DO runs in. Stateless. */
final class BlockCommand {
  private BlockCommand() {}

  static String run(SessionCommand.Do block, Session session) {
    session.block().severalStatements(true);
    for (String statement : block.statements()) {
      try (Portal portal = session.within(statement)) {
        if (portal.copy().isPresent()) {
          throw SqlException.unsupported("COPY to or from the client in DO");
        }
        portal.execute(0, row -> {});
      }
    }
    return "DO";
  }
}
