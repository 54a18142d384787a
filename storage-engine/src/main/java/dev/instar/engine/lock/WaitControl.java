package dev.instar.engine.lock;

import dev.instar.engine.error.SqlException;
import java.time.Duration;
import java.util.Optional;

/**
 * A session's say in how long it waits. Called by the session's own thread but where it is said,
 * often with the lock table's mutex held: answers from memory, and calls nothing of this room.
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

  /**
   * Somebody has waited for a lock of this owner's for as long as {@link #deadlockTimeout} says.
   * Called by the thread that waits: an owner whose work can be done another time ends it soon.
   */
  default void waitedFor() {}
}
