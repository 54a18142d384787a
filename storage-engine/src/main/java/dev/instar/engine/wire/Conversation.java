package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.frame.ConnectionLostException;
import dev.instar.engine.wire.frame.MessageReader;
import dev.instar.engine.wire.frame.MessageWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is said after the log-in: message by message, until the client goes. An error in a message
 * of the extended protocol makes everything up to the next Sync go unanswered, because the client
 * may have sent it in the belief that all went well.
 */
final class Conversation {
  private final SqlSession session;
  private final MessageReader reader;
  private final MessageWriter writer;
  private final Reporting reporting;
  private final Replies replies;
  private final int maxMessageBytes;
  private final BooleanSupplier isOver;

  private final Portals portals = new Portals();
  private final TransactionScope scope;
  private final ExtendedQuery extended;
  private final SimpleQuery simple;

  private Optional<ReplicationQuery> replication = Optional.empty();
  private boolean skipping;

  /**
   * @param isOver asked before every message
   */
  Conversation(
      SqlSession session,
      MessageReader reader,
      MessageWriter writer,
      Reporting reporting,
      int maxMessageBytes,
      BooleanSupplier isOver) {
    this.session = session;
    this.reader = reader;
    this.writer = writer;
    this.reporting = reporting;
    this.maxMessageBytes = maxMessageBytes;
    this.isOver = isOver;
    replies = new Replies(session, writer, reporting);
    scope = new TransactionScope(session, portals);
    Statements statements = new Statements();
    CopyTransfer copies = new CopyTransfer(reader, writer, reporting, maxMessageBytes);
    Execution execution = new Execution(session, writer, copies, statements, portals);
    simple = new SimpleQuery(session, replies, scope, statements, portals, execution);
    extended =
        new ExtendedQuery(session, reader, writer, replies, scope, statements, portals, execution);
  }

  /** From now on simple queries may be replication commands. */
  void understand(ReplicationCommands commands) {
    replication =
        Optional.of(
            new ReplicationQuery(
                commands, session, reader, writer, replies, scope, maxMessageBytes));
  }

  /**
   * Serves the client until it goes, or the conversation is over.
   *
   * @throws FatalException if the server ends it
   */
  void run() throws IOException {
    replies.ready();
    while (!isOver.getAsBoolean()) {
      int type = reader.type();
      if (type < 0) {
        return;
      }
      FrontendMessage message =
          FrontendMessage.of(type)
              .orElseThrow(
                  () ->
                      new FatalException(
                          SqlState.PROTOCOL_VIOLATION, "invalid frontend message type " + type));
      if (!reader.body(message.maxBytes(maxMessageBytes)) || message == FrontendMessage.TERMINATE) {
        return;
      }
      if (message == FrontendMessage.SYNC) {
        skipping = false;
      }
      if (!skipping) {
        answer(message);
      }
    }
  }

  private void answer(FrontendMessage message) throws IOException {
    try {
      dispatch(message);
    } catch (FatalException | ConnectionLostException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      fail(message, Reporting.asError(e));
    }
  }

  private void dispatch(FrontendMessage message) throws IOException {
    switch (message) {
      case PARSE -> extended.parse();
      case BIND -> extended.bind();
      case DESCRIBE -> extended.describe();
      case EXECUTE -> extended.execute();
      case CLOSE -> extended.close();
      case FLUSH -> {
        reader.finish();
        writer.flush();
      }
      case SYNC -> {
        reader.finish();
        scope.end();
        replies.ready();
      }
      case QUERY -> {
        String text = reader.string();
        reader.finish();
        if (replication.isEmpty() || !replication.get().run(text)) {
          simple.run(text);
        }
        replies.ready();
      }
      case FUNCTION_CALL -> throw SqlException.unsupported("the function call protocol");
      // The rest of a COPY that has failed, and whose client has not noticed.
      case COPY_DATA, COPY_DONE, COPY_FAIL -> {}
      case TERMINATE -> throw new IllegalStateException("answered before");
    }
  }

  private void fail(FrontendMessage message, SqlException error) {
    writer.abandon();
    if (isOver.getAsBoolean() || Reporting.isFatal(error)) {
      throw new FatalException(error);
    }
    replies.notices();
    reporting.error(error);
    scope.fail();
    if (message.isExtended()) {
      skipping = true;
    } else {
      replies.ready();
    }
  }

  /** Lets go of what the session holds open. */
  void close() {
    try {
      portals.closeAll();
    } finally {
      session.close();
    }
  }
}
