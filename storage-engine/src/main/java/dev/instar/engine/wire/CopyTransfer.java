package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.frame.MessageReader;
import dev.instar.engine.wire.frame.MessageWriter;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** COPY in one direction; PostgreSQL's manual, section "COPY Operations". */
final class CopyTransfer {
  private final MessageReader reader;
  private final MessageWriter writer;
  private final Reporting reporting;
  private final int maxMessageBytes;

  CopyTransfer(
      MessageReader reader, MessageWriter writer, Reporting reporting, int maxMessageBytes) {
    this.reader = reader;
    this.writer = writer;
    this.reporting = reporting;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Runs it to its end; returns the command tag. */
  String run(SqlSession.Copy copy) throws IOException {
    return switch (copy) {
      case SqlSession.Copy.In in -> in(in);
      case SqlSession.Copy.Out out -> out(out);
    };
  }

  private String out(SqlSession.Copy.Out copy) {
    start('H', copy);
    for (Optional<byte[]> row = copy.next(); row.isPresent(); row = copy.next()) {
      writer.begin('d').bytes(row.get()).end();
    }
    writer.empty('c');
    return copy.tag();
  }

  private String in(SqlSession.Copy.In copy) throws IOException {
    start('G', copy);
    writer.flush();
    while (true) {
      int type = reader.type();
      if (type < 0) {
        throw new EOFException();
      }
      Optional<FrontendMessage> message = FrontendMessage.of(type);
      int maxBytes = message.map(known -> known.maxBytes(maxMessageBytes)).orElse(0);
      switch (message.orElse(FrontendMessage.TERMINATE)) {
        case COPY_DATA -> {
          body(maxBytes);
          copy.data(reader.bytes(reader.remaining()));
        }
        case COPY_DONE -> {
          body(maxBytes);
          return copy.end();
        }
        case COPY_FAIL -> {
          body(maxBytes);
          String reason = reader.string();
          copy.fail(reason);
          throw new SqlException(SqlState.QUERY_CANCELED, "COPY from stdin failed: " + reason);
        }
        // A client that does not know what it asked for sends them after Execute.
        case FLUSH, SYNC -> body(maxBytes);
        case BIND, CLOSE, DESCRIBE, EXECUTE, FUNCTION_CALL, PARSE, QUERY, TERMINATE ->
            throw outOfStep(type);
      }
    }
  }

  /** Whoever sends it may still be copying: its data must not be taken for commands. */
  private FatalException outOfStep(int type) {
    reporting.error(
        new SqlException(
            SqlState.PROTOCOL_VIOLATION,
            "unexpected message type 0x%02X during COPY from stdin".formatted(type)));
    return new FatalException(
        SqlState.PROTOCOL_VIOLATION,
        "terminating connection because protocol synchronization was lost");
  }

  private void start(char type, SqlSession.Copy copy) {
    int format = copy.binary() ? 1 : 0;
    writer.begin(type).int8(format).int16(copy.columnCount());
    for (int i = 0; i < copy.columnCount(); i++) {
      writer.int16(format);
    }
    writer.end();
  }

  private void body(int maxBytes) throws IOException {
    if (!reader.body(maxBytes)) {
      throw new EOFException();
    }
  }
}
