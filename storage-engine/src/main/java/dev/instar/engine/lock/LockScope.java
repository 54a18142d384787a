package dev.instar.engine.lock;

/** How long a lock is held. */
public enum LockScope {
  /** To the end of the transaction, or of the subtransaction that took it if that is undone. */
  TRANSACTION,
  /** Until it is released as often as it was taken, or the session ends. Survives rollback. */
  SESSION
}
