package dev.instar.changelog;

import java.time.Duration;
import java.util.Optional;

/**
 * The changes of some tables, in commit order, beginning at a position. One thread polls; {@link
 * #acknowledge} and {@link #close} may be called from any.
 */
public interface ChangeStream extends AutoCloseable {
  /**
   * The next event, waiting at most {@code timeout} for one.
   *
   * @throws ChangeStreamException if the stream is broken; it stays broken, open another
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  Optional<ChangeEvent> poll(Duration timeout) throws InterruptedException;

  /**
   * Tells the server that everything at or below {@code durable} will never be asked for again.
   * Never called with more than what is durably saved in the target. Positions only grow; a smaller
   * one is ignored.
   */
  void acknowledge(LogPosition durable);

  /** Ends the stream and its connections. The slot stays. */
  @Override
  void close();
}
