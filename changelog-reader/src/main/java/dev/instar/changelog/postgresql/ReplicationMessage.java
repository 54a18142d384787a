package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * What travels in the CopyData messages of the streaming replication protocol. Integers are
 * big-endian; times are microseconds since 2000-01-01.
 *
 * <pre>
 * from the server = 'w' start:int64 end:int64 time:int64 payload     WalData
 *                 | 'k' end:int64 time:int64 reply:int8              Keepalive
 * to the server   = 'r' written:int64 flushed:int64 applied:int64
 *                       time:int64 reply:int8                        see {@link #status}
 * </pre>
 *
 * <p>A keepalive that wants a reply, when the server has sent all up to 0/1000010:
 *
 * <pre>
 * 6B 0000000001000010 0002F2A1B0C4D800 01
 * k  0/1000010        time             reply now
 * </pre>
 *
 * <p>Source: PostgreSQL's documentation, chapter "Streaming Replication Protocol".
 */
sealed interface ReplicationMessage {

  /** A message of the output plugin. */
  record WalData(Lsn start, ByteBuffer payload) implements ReplicationMessage {}

  /**
   * A sign of life.
   *
   * @param end the server has decoded all before this, and sent what was to be sent of it
   * @param replyRequested whether the server ends the connection unless it hears from us soon
   */
  record Keepalive(Lsn end, boolean replyRequested) implements ReplicationMessage {}

  /**
   * Reads one.
   *
   * @throws ChangeStreamException (PROTOCOL) if it is none
   */
  static ReplicationMessage decode(byte[] copyData) {
    ByteBuffer in = ByteBuffer.wrap(copyData);
    try {
      byte tag = in.get();
      return switch (tag) {
        case 'w' -> {
          Lsn start = new Lsn(in.getLong());
          in.position(in.position() + 2 * Long.BYTES);
          yield new WalData(start, in.slice());
        }
        case 'k' -> {
          Lsn end = new Lsn(in.getLong());
          in.getLong();
          yield new Keepalive(end, in.get() != 0);
        }
        default ->
            throw new ChangeStreamException(
                Reason.PROTOCOL, "the server sent a replication message of kind " + tag);
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new ChangeStreamException(
          Reason.PROTOCOL, "the server sent a replication message that is cut short", e);
    }
  }

  /**
   * A status update to the server.
   *
   * @param received up to where we have received; the server only shows it
   * @param acknowledged what the server may forget, {@link Lsn#ZERO} for nothing new
   */
  static byte[] status(Lsn received, Lsn acknowledged, Instant now, boolean replyRequested) {
    Duration sinceEpoch = Duration.between(Instant.parse("2000-01-01T00:00:00Z"), now);
    return ByteBuffer.allocate(1 + 4 * Long.BYTES + 1)
        .put((byte) 'r')
        .putLong(received.value())
        .putLong(acknowledged.value())
        .putLong(acknowledged.value())
        .putLong(sinceEpoch.getSeconds() * 1_000_000 + sinceEpoch.getNano() / 1_000)
        .put((byte) (replyRequested ? 1 : 0))
        .array();
  }
}
