package dev.instar.engine.wire.frame;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Waits until a blocking channel has bytes, with an end to the wait. A few system calls: for
 * connections that stream, not for questions and answers. {@link #wake} and {@link #close} come
 * from any thread.
 */
final class InputWait implements Closeable {
  private final SocketChannel channel;

  /** Opened when first needed: it costs file descriptors. Guarded by this. */
  private Selector opened;

  private boolean woken;
  private boolean closed;

  InputWait(SocketChannel channel) {
    this.channel = channel;
  }

  boolean await(Duration patience) throws IOException {
    Selector selector = selector();
    channel.configureBlocking(false);
    try {
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      long millis = patience.toMillis();
      int ready = millis == 0 ? selector.selectNow() : selector.select(millis);
      key.cancel();
      // A channel that a selector still knows cannot block again.
      selector.selectNow();
      return ready > 0;
    } catch (CancelledKeyException | ClosedSelectorException e) {
      throw new ClosedChannelException();
    } finally {
      if (channel.isOpen()) {
        channel.configureBlocking(true);
      }
    }
  }

  private synchronized Selector selector() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (opened == null) {
      opened = Selector.open();
      if (woken) {
        opened.wakeup();
      }
    }
    return opened;
  }

  synchronized void wake() {
    woken = true;
    if (opened != null) {
      opened.wakeup();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (opened != null) {
      opened.close();
    }
  }
}
