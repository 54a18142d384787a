package dev.instar.engine.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * A client in COPY BOTH mode. For the thread that was given it, but for {@link #wake}. What the
 * methods throw when the client is gone goes through.
 */
public interface CopyBoth {
  /** Sends one message of data, soon; {@link #flush} sends it now. */
  void send(byte[] data);

  void flush();

  /**
   * The next message of the client's.
   *
   * @param patience how long to wait if there is none; zero not to wait
   * @return empty if none has come, the client is done, or somebody called {@link #wake}
   */
  Optional<byte[]> receive(Duration patience);

  /** From any thread, when there is something to send: {@link #receive} returns. */
  void wake();

  /** Whether the client wants no more: nothing will be received after that. */
  boolean isDone();
}
