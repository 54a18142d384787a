package dev.instar.engine.lock;

import java.util.List;
import java.util.Optional;

/**
 * Numbered sessions that run statements, on the engine's lock room or on a real server: what the
 * scripts of this package talk to. Every session is in a transaction that its first statement
 * begins. Used by one thread.
 */
interface LockSessions extends AutoCloseable {
  /** Begins a statement. The session must not be busy. */
  void submit(int session, String statement);

  /** Returns once every session has finished its statement or waits for a lock. */
  void settle();

  /** What the session's last statement came to: empty while it waits; handed out once. */
  Optional<String> outcome(int session);

  /** The sessions that it waits for, in ascending order. */
  List<Integer> blockers(int session);

  @Override
  void close();
}
