package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.frame.MessageReader;
import dev.instar.engine.wire.frame.MessageWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Parse, Bind, Describe, Execute and Close; PostgreSQL's manual, section "Extended Query". Each
 * method reads its message and answers it, or throws what is wrong with it.
 */
final class ExtendedQuery {
  private final SqlSession session;
  private final MessageReader reader;
  private final MessageWriter writer;
  private final Replies replies;
  private final TransactionScope scope;
  private final Statements statements;
  private final Portals portals;
  private final Execution execution;
  private final BindMessage bindMessage;

  ExtendedQuery(
      SqlSession session,
      MessageReader reader,
      MessageWriter writer,
      Replies replies,
      TransactionScope scope,
      Statements statements,
      Portals portals,
      Execution execution) {
    this.session = session;
    this.reader = reader;
    this.writer = writer;
    this.replies = replies;
    this.scope = scope;
    this.statements = statements;
    this.portals = portals;
    this.execution = execution;
    this.bindMessage = new BindMessage(reader);
  }

  void parse() {
    String name = reader.string();
    String text = reader.string();
    int[] types = parameterTypes();
    reader.finish();
    scope.begin();
    if (name.isEmpty()) {
      statements.close(name);
    }
    List<String> commands = session.split(text);
    if (commands.size() > 1) {
      throw new SqlException(
          SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
    }
    statements.put(
        commands.isEmpty()
            ? PreparedStatement.empty(name)
            : PreparedStatement.of(name, session.prepare(text, types)));
    writer.empty('1');
  }

  private int[] parameterTypes() {
    int count = reader.uint16();
    if (count > reader.remaining() / 4) {
      throw new SqlException(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
    }
    int[] types = new int[count];
    for (int i = 0; i < count; i++) {
      types[i] = reader.int32();
    }
    return types;
  }

  void bind() {
    String portalName = reader.string();
    PreparedStatement statement = statements.get(reader.string());
    scope.begin();
    Object[] values = bindMessage.values(statement, session);
    Formats formats = bindMessage.resultFormats(statement.columns());
    reader.finish();
    refuseIfFailed(statement);
    portals.claim(portalName);
    portals.put(
        new BoundPortal(
            portalName,
            statement.prepared().map(prepared -> session.bind(prepared, values)),
            statement.columns(),
            formats));
    writer.empty('2');
  }

  /** Any other statement the session refuses, if it is not one that ends the transaction. */
  private void refuseIfFailed(PreparedStatement statement) {
    if (statement.prepared().isEmpty() && session.status() == SqlSession.TransactionStatus.FAILED) {
      throw BindMessage.transactionFailed();
    }
  }

  void describe() {
    int kind = reader.int8();
    String name = reader.string();
    reader.finish();
    scope.begin();
    switch (kind) {
      case 'S' -> {
        PreparedStatement statement = statements.get(name);
        refuseIfFailed(statement.returnsRows());
        replies.parameterDescription(statement.parameters());
        describe(statement.returnsRows(), statement.columns(), Formats.TEXT);
      }
      case 'P' -> {
        BoundPortal portal = portals.get(name);
        refuseIfFailed(portal.returnsRows());
        describe(portal.returnsRows(), portal.columns(), portal.formats());
      }
      default ->
          throw new SqlException(
              SqlState.PROTOCOL_VIOLATION, "invalid DESCRIBE message subtype " + kind);
    }
  }

  private void describe(boolean returnsRows, List<SqlSession.Column> columns, Formats formats) {
    if (returnsRows) {
      replies.rowDescription(columns, formats);
    } else {
      replies.noData();
    }
  }

  /** Describing columns could need the catalog, which a failed transaction does not read. */
  private void refuseIfFailed(boolean returnsRows) {
    if (returnsRows && session.status() == SqlSession.TransactionStatus.FAILED) {
      throw BindMessage.transactionFailed();
    }
  }

  void execute() throws IOException {
    String name = reader.string();
    int maxRows = reader.int32();
    reader.finish();
    BoundPortal portal = portals.get(name);
    scope.begin();
    if (portal.portal().isEmpty()) {
      replies.emptyQuery();
      return;
    }
    if (portal.tag().isPresent()) {
      executeAgain(portal, portal.tag().get());
      return;
    }
    Optional<String> tag =
        execution.run(portal.portal().get(), portal.columns(), portal.formats(), maxRows);
    if (tag.isPresent()) {
      portal.completed(tag.get());
      replies.complete(tag.get());
    } else {
      replies.notices();
      writer.empty('s');
    }
  }

  /** As in PostgreSQL: a query has no more rows, any other statement does not run twice. */
  private void executeAgain(BoundPortal portal, String tag) {
    if (!portal.returnsRows()) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "portal \"" + portal.name() + "\" cannot be run");
    }
    replies.complete(tag.replaceFirst("\\d+$", "0"));
  }

  void close() {
    int kind = reader.int8();
    String name = reader.string();
    reader.finish();
    switch (kind) {
      case 'S' -> statements.close(name);
      case 'P' -> portals.close(name);
      default ->
          throw new SqlException(
              SqlState.PROTOCOL_VIOLATION, "invalid CLOSE message subtype " + kind);
    }
    writer.empty('3');
  }
}
