package dev.instar.engine.wire;

import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.frame.ConnectionLostException;
import dev.instar.engine.wire.frame.MessageReader;
import dev.instar.engine.wire.frame.MessageWriter;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** COPY BOTH: it is over when each side has said so. */
final class CopyBothTransfer implements CopyBoth {
  /** Somebody who waits without an end is woken by the client. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private final MessageReader reader;
  private final MessageWriter writer;
  private final int maxMessageBytes;
  private boolean done;

  CopyBothTransfer(MessageReader reader, MessageWriter writer, int maxMessageBytes) {
    this.reader = reader;
    this.writer = writer;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Runs it; returns the command tag. */
  String run(ReplicationCommands.Stream stream) {
    writer.begin('W').int8(0).int16(0).end();
    writer.flush();
    String tag = stream.run(this);
    writer.empty('c');
    writer.flush();
    while (!done) {
      receive(LONG);
    }
    return tag;
  }

  @Override
  public void send(byte[] data) {
    writer.begin('d').bytes(data).end();
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void wake() {
    reader.wake();
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public Optional<byte[]> receive(Duration patience) {
    try {
      return done || !reader.await(patience) ? Optional.empty() : next();
    } catch (IOException e) {
      throw new ConnectionLostException(e);
    }
  }

  private Optional<byte[]> next() throws IOException {
    int type = reader.type();
    FrontendMessage message =
        type < 0
            ? FrontendMessage.TERMINATE
            : FrontendMessage.of(type).orElse(FrontendMessage.FUNCTION_CALL);
    if (message == FrontendMessage.TERMINATE || !reader.body(message.maxBytes(maxMessageBytes))) {
      throw new EOFException();
    }
    return switch (message) {
      case COPY_DATA -> Optional.of(reader.bytes(reader.remaining()));
      case COPY_DONE -> {
        done = true;
        yield Optional.empty();
      }
      case FLUSH, SYNC -> Optional.empty();
      case BIND, CLOSE, COPY_FAIL, DESCRIBE, EXECUTE, FUNCTION_CALL, PARSE, QUERY, TERMINATE ->
          throw new FatalException(
              SqlState.PROTOCOL_VIOLATION,
              "unexpected message type 0x%02X during COPY BOTH".formatted(type));
    };
  }
}
