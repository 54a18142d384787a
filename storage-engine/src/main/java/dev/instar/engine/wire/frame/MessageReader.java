package dev.instar.engine.wire.frame;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads messages. {@link #type} or {@link #body} go to the next one, the other methods read its
 * body from where the last one stopped. One thread's.
 *
 * <p>What is wrong inside a body is an {@link SqlException} with 08P01 or 22021: the next message
 * can still be found. What is wrong with the frame is a {@link FrameException}.
 */
public final class MessageReader {
  /** Also the most that is kept between messages. */
  private static final int BUFFER_BYTES = 16 << 10;

  private static final int LENGTH_BYTES = 4;

  private final Transport transport;
  private byte[] buffer = new byte[BUFFER_BYTES];

  /** The bytes from {@code start} to {@code limit} have come and belong to no message yet. */
  private int start;

  private int limit;

  /** The rest of the message's body is from {@code position} to {@code end}. */
  private int position;

  private int end;

  public MessageReader(Transport transport) {
    this.transport = transport;
  }

  /**
   * Waits for the next message.
   *
   * @return its type, 0 to 255; -1 if the client has closed the connection between two messages
   */
  public int type() throws IOException {
    if (start == limit && buffer.length > BUFFER_BYTES) {
      buffer = new byte[BUFFER_BYTES];
      start = 0;
      limit = 0;
    }
    return fill(1) ? buffer[start++] & 0xFF : -1;
  }

  /**
   * Waits for length and body.
   *
   * @param maxBytes of the body
   * @return false if the client has closed the connection instead
   * @throws FrameException if the length is less than that of itself, or the body larger
   */
  public boolean body(int maxBytes) throws IOException {
    if (!fill(LENGTH_BYTES)) {
      return false;
    }
    position = start;
    end = start + LENGTH_BYTES;
    int length = int32() - LENGTH_BYTES;
    if (length < 0 || length > maxBytes) {
      throw new FrameException("invalid message length");
    }
    start += LENGTH_BYTES;
    if (!fill(length)) {
      return false;
    }
    position = start;
    start += length;
    end = start;
    return true;
  }

  /**
   * Waits for the beginning of a message.
   *
   * @param patience zero not to wait
   * @return whether {@link #type} finds one, or the end of the connection
   */
  public boolean await(Duration patience) throws IOException {
    return hasBuffered() || transport.awaitInput(patience);
  }

  /** From any thread: {@link #await} returns, now or the next time. */
  public void wake() {
    transport.wake();
  }

  /** Whether bytes have come that no message was made of yet. */
  public boolean hasBuffered() {
    return start < limit;
  }

  /** Bytes of the body that were not read yet. */
  public int remaining() {
    return end - position;
  }

  public int int8() {
    if (position == end) {
      throw new SqlException(SqlState.PROTOCOL_VIOLATION, "no data left in message");
    }
    return buffer[advance(1)] & 0xFF;
  }

  /** Unsigned: counts go up to 65535. */
  public int uint16() {
    int at = advance(2);
    return (buffer[at] & 0xFF) << 8 | (buffer[at + 1] & 0xFF);
  }

  public int int32() {
    int at = advance(4);
    return buffer[at] << 24
        | (buffer[at + 1] & 0xFF) << 16
        | (buffer[at + 2] & 0xFF) << 8
        | (buffer[at + 3] & 0xFF);
  }

  /** Text that ends with a zero byte. */
  public String string() {
    int zero = position;
    while (zero < end && buffer[zero] != 0) {
      zero++;
    }
    if (zero == end) {
      throw new SqlException(SqlState.PROTOCOL_VIOLATION, "invalid string in message");
    }
    int begin = position;
    position = zero + 1;
    return begin == zero ? "" : Utf8.decode(buffer, begin, zero - begin);
  }

  /** Text of that many bytes. */
  public String text(int length) {
    int at = advance(length);
    return Utf8.decode(buffer, at, length);
  }

  public byte[] bytes(int length) {
    int at = advance(length);
    return Arrays.copyOfRange(buffer, at, at + length);
  }

  /**
   * The body must be over.
   *
   * @throws SqlException with 08P01 if it is not
   */
  public void finish() {
    if (position != end) {
      throw new SqlException(SqlState.PROTOCOL_VIOLATION, "invalid message format");
    }
  }

  private int advance(int bytes) {
    if (bytes < 0 || bytes > end - position) {
      throw new SqlException(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
    }
    int at = position;
    position += bytes;
    return at;
  }

  /** Reads until so many bytes have come; the buffer grows with what comes. False at the end. */
  private boolean fill(int bytes) throws IOException {
    while (limit - start < bytes) {
      if (start == limit) {
        start = 0;
        limit = 0;
      } else if (start > 0 && buffer.length - start < bytes) {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
      }
      if (limit == buffer.length) {
        buffer = Arrays.copyOf(buffer, (int) Math.min(bytes, 2L * buffer.length));
      }
      int read = transport.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }
}
