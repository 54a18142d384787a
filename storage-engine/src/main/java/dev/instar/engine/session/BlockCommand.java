package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.wire.SqlSession.Portal;
import java.util.Optional;

/** DO: its statements one after the other, all in the transaction that DO runs in. Stateless. */
final class BlockCommand {
  private BlockCommand() {}

  static String run(SessionCommand.Do block, Session session) {
    session.block().severalStatements(true);
    for (SessionCommand.Do.Execute execute : block.statements()) {
      int start = 0;
      try {
        for (ParsedStatement statement : session.parsedWithin(execute.statement())) {
          start = statement.span().start();
          run(statement.text(), session);
          start = 0;
        }
      } catch (SqlException e) {
        throw placed(e, execute, start);
      }
    }
    return "DO";
  }

  private static void run(String statement, Session session) {
    try (Portal portal = session.within(statement)) {
      if (portal.copy().isPresent()) {
        throw SqlException.unsupported("COPY to or from the client in DO");
      }
      portal.execute(0, row -> {});
    }
  }

  /**
   * The client did not send the statement: it is told which one it was, and where it stands.
   *
   * @param start of the statement in what was executed
   */
  private static SqlException placed(
      SqlException error, SessionCommand.Do.Execute execute, int start) {
    String place = "PL/pgSQL function inline_code_block line " + execute.line() + " at EXECUTE";
    Optional<String> position = error.field(Field.POSITION);
    if (position.isEmpty()) {
      String statement = "SQL statement \"" + execute.statement() + "\"";
      return error.with(Field.CONTEXT, statement + "\n" + place);
    }
    return error
        .without(Field.POSITION)
        .with(
            Field.INTERNAL_POSITION,
            Integer.toString(
                Integer.parseInt(position.get()) + execute.statement().codePointCount(0, start)))
        .with(Field.INTERNAL_QUERY, execute.statement())
        .with(Field.CONTEXT, place);
  }
}
