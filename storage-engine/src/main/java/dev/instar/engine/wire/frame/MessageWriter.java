package dev.instar.engine.wire.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes messages into a buffer, which goes out when it is full or {@link #flush} is called. A
 * message is whole in the buffer before any of it goes out, so that {@link #abandon} can take back
 * one that turned out impossible half-way. One thread's.
 *
 * <p>Whatever sends may throw {@link ConnectionLostException}.
 */
public final class MessageWriter {
  /** From there on messages go out: a few TCP segments on loopback, and cheap to keep. */
  private static final int FLUSH_BYTES = 16 << 10;

  private static final int BUFFER_BYTES = FLUSH_BYTES + (4 << 10);

  private final Transport transport;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int messageStart;

  public MessageWriter(Transport transport) {
    this.transport = transport;
  }

  public MessageWriter begin(char type) {
    messageStart = position;
    room(5);
    buffer[position] = (byte) type;
    position += 5;
    return this;
  }

  /** The message is complete. */
  public void end() {
    putInt32(messageStart + 1, position - messageStart - 1);
    messageStart = position;
    if (position >= FLUSH_BYTES) {
      flush();
    }
  }

  /** Takes back what was written since {@link #begin}, if {@link #end} was not reached. */
  public void abandon() {
    position = messageStart;
  }

  /** A message without a body. */
  public void empty(char type) {
    begin(type).end();
  }

  public MessageWriter int8(int value) {
    room(1);
    buffer[position++] = (byte) value;
    return this;
  }

  public MessageWriter int16(int value) {
    room(2);
    buffer[position] = (byte) (value >> 8);
    buffer[position + 1] = (byte) value;
    position += 2;
    return this;
  }

  public MessageWriter int32(int value) {
    room(4);
    putInt32(position, value);
    position += 4;
    return this;
  }

  public MessageWriter bytes(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, position, bytes.length);
    position += bytes.length;
    return this;
  }

  /** Text and a zero byte, which ends it: the text goes no further than its own first one. */
  public MessageWriter string(String text) {
    int zero = text.indexOf(0);
    characters(zero < 0 ? text : text.substring(0, zero));
    return int8(0);
  }

  /** The length of a value in bytes, and the value. */
  public MessageWriter sized(String text) {
    int32(0);
    int before = position;
    characters(text);
    putInt32(before - 4, position - before);
    return this;
  }

  /** The length of a value in bytes, and the value. */
  public MessageWriter sized(byte[] value) {
    return int32(value.length).bytes(value);
  }

  /** Sends what is complete. */
  public void flush() {
    if (messageStart == 0) {
      return;
    }
    try {
      transport.write(buffer, 0, messageStart);
    } catch (IOException e) {
      throw new ConnectionLostException(e);
    }
    if (position > messageStart) {
      System.arraycopy(buffer, messageStart, buffer, 0, position - messageStart);
    } else if (buffer.length > BUFFER_BYTES) {
      buffer = new byte[BUFFER_BYTES];
    }
    position -= messageStart;
    messageStart = 0;
  }

  private void characters(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes(text.substring(i).getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[position++] = (byte) c;
    }
  }

  private void putInt32(int at, int value) {
    buffer[at] = (byte) (value >> 24);
    buffer[at + 1] = (byte) (value >> 16);
    buffer[at + 2] = (byte) (value >> 8);
    buffer[at + 3] = (byte) value;
  }

  private void room(int bytes) {
    if (buffer.length - position < bytes) {
      // A sum too large for an int fails as an array too large does: out of memory.
      long wanted = Math.max((long) position + bytes, 2L * buffer.length);
      buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}
