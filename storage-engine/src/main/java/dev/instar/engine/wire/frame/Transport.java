package dev.instar.engine.wire.frame;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A connection's bytes, plain or through TLS. One thread reads and writes; {@link #shutdownInput},
 * {@link #wake} and {@link #close} may come from any other.
 */
public interface Transport extends Closeable {
  /**
   * Waits for bytes.
   *
   * @return how many have come, at least one; -1 at the end
   */
  int read(byte[] into, int offset, int length) throws IOException;

  /**
   * Waits for bytes without reading them.
   *
   * @param patience zero not to wait
   * @return whether some have come, or the end; false also after {@link #wake}
   */
  boolean awaitInput(Duration patience) throws IOException;

  /** From any thread: {@link #awaitInput} returns, now or the next time. */
  void wake();

  /** Writes all of them. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Whoever reads, now or later, finds the end; writing goes on. */
  void shutdownInput() throws IOException;

  /** Whoever reads or writes fails. Closing again does nothing. */
  @Override
  void close() throws IOException;
}
