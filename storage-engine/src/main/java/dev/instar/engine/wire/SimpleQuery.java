package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Query: statements one after the other, in one implicit transaction as far as they do not begin
 * and end their own; PostgreSQL's manual, section "Multiple Statements in a Simple Query".
 */
final class SimpleQuery {
  private static final int[] NO_TYPES = {};

  private final SqlSession session;
  private final Replies replies;
  private final TransactionScope scope;
  private final Statements statements;
  private final Portals portals;
  private final Execution execution;

  SimpleQuery(
      SqlSession session,
      Replies replies,
      TransactionScope scope,
      Statements statements,
      Portals portals,
      Execution execution) {
    this.session = session;
    this.replies = replies;
    this.scope = scope;
    this.statements = statements;
    this.portals = portals;
    this.execution = execution;
  }

  /** Runs all statements of the text; the caller says that the server is ready again. */
  void run(String text) throws IOException {
    scope.begin();
    statements.close("");
    portals.close("");
    List<String> commands = session.split(text);
    if (commands.isEmpty()) {
      scope.end();
      replies.emptyQuery();
      return;
    }
    int searched = 0;
    for (int i = 0; i < commands.size(); i++) {
      String command = commands.get(i);
      int at = Math.max(text.indexOf(command, searched), 0);
      searched = at;
      String tag;
      try {
        tag = run(session.prepare(command, NO_TYPES));
        if (i == commands.size() - 1) {
          // What fails at commit (a deferred constraint) fails this statement.
          scope.end();
        }
      } catch (SqlException e) {
        throw moved(e, text.codePointCount(0, at));
      }
      replies.complete(tag);
      searched = at + command.length();
    }
  }

  private String run(SqlSession.Prepared prepared) throws IOException {
    if (!prepared.parameters().isEmpty()) {
      throw new SqlException(SqlState.UNDEFINED_PARAMETER, "there is no parameter $1");
    }
    try (SqlSession.Portal portal = session.bind(prepared, BindMessage.NO_VALUES)) {
      List<SqlSession.Column> columns = portal.columns();
      if (portal.returnsRows()) {
        replies.rowDescription(columns, Formats.TEXT);
      }
      Optional<String> tag = execution.run(portal, columns, Formats.TEXT, 0);
      return tag.orElseThrow(() -> new IllegalStateException("a portal stopped before its end"));
    }
  }

  /** A position in one statement becomes one in the text the client sent. */
  private static SqlException moved(SqlException error, int characters) {
    Optional<String> position = error.field(SqlException.Field.POSITION);
    if (characters > 0 && position.isPresent()) {
      int moved = Integer.parseInt(position.get()) + characters;
      error.with(SqlException.Field.POSITION, Integer.toString(moved));
    }
    return error;
  }
}
