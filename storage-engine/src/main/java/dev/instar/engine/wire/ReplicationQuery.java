package dev.instar.engine.wire;

import dev.instar.engine.wire.frame.MessageReader;
import dev.instar.engine.wire.frame.MessageWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Replication commands as simple queries, and their answers. */
final class ReplicationQuery {
  private final ReplicationCommands commands;
  private final SqlSession session;
  private final MessageReader reader;
  private final MessageWriter writer;
  private final Replies replies;
  private final TransactionScope scope;
  private final int maxMessageBytes;

  ReplicationQuery(
      ReplicationCommands commands,
      SqlSession session,
      MessageReader reader,
      MessageWriter writer,
      Replies replies,
      TransactionScope scope,
      int maxMessageBytes) {
    this.commands = commands;
    this.session = session;
    this.reader = reader;
    this.writer = writer;
    this.replies = replies;
    this.scope = scope;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** False if it is no replication command, and nothing was done. */
  boolean run(String text) throws IOException {
    Optional<ReplicationCommands.Answer> answer = commands.answer(text);
    if (answer.isEmpty()) {
      return false;
    }
    switch (answer.get()) {
      case ReplicationCommands.Rows rows -> {
        send(rows);
        scope.end();
        replies.complete(rows.tag());
      }
      case ReplicationCommands.Stream stream -> {
        CopyBothTransfer transfer = new CopyBothTransfer(reader, writer, maxMessageBytes);
        String tag = transfer.run(stream);
        scope.end();
        replies.complete(tag);
      }
    }
    return true;
  }

  private void send(ReplicationCommands.Rows rows) {
    if (rows.columns().isEmpty()) {
      return;
    }
    replies.rowDescription(rows.columns(), Formats.TEXT);
    RowWriter sink = new RowWriter(writer, rows.columns(), Formats.TEXT, session.format());
    for (List<Object> row : rows.rows()) {
      sink.row(row.toArray());
    }
  }
}
