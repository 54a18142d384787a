package dev.instar.engine.lock;

import dev.instar.engine.error.SqlException;
import java.time.Duration;
import java.util.Optional;

/**
 * A session's say in how long it waits. Called by the session's own thread, often with the lock
 * table's mutex held: answers from memory, and calls nothing of this room.
 */
public interface WaitControl {
  /** lock_timeout; zero for none. */
  Duration lockTimeout();

  /** deadlock_timeout: how long to wait before looking for a deadlock. */
  Duration deadlockTimeout();

  /**
   * Why waiting must end now: a cancel request, statement_timeout, a terminated session. Whoever
   * makes this answer change then calls {@link LockManager#interrupt}.
   */
  Optional<SqlException> interruption();
}
