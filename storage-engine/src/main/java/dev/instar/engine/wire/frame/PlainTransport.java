package dev.instar.engine.wire.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Bytes straight from a socket. A blocking channel and not a {@code Socket}'s streams: these, once
 * they had a timeout, poll before every read.
 */
public final class PlainTransport implements Transport {
  /** The JDK copies through a direct buffer per thread, as large as the largest piece asked for. */
  private static final int MAX_PIECE_BYTES = 64 << 10;

  private final SocketChannel channel;
  private final InputWait waiting;

  /**
   * @param channel connected and blocking
   */
  public PlainTransport(SocketChannel channel) {
    this.channel = channel;
    this.waiting = new InputWait(channel);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(into, offset, Math.min(length, MAX_PIECE_BYTES)));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(end - at, MAX_PIECE_BYTES)));
    }
  }

  @Override
  public boolean awaitInput(Duration patience) throws IOException {
    return waiting.await(patience);
  }

  @Override
  public void wake() {
    waiting.wake();
  }

  @Override
  public void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  public void close() throws IOException {
    try (waiting) {
      channel.close();
    }
  }
}
