package dev.instar.engine.txn;

/**
 * How the newest version of a row stands to a transaction that wants to change it and holds its row
 * lock; PostgreSQL's HeapTupleSatisfiesUpdate.
 */
public enum WriteVerdict {
  /** It may be changed. */
  FREE,
  /** Whoever created it was rolled back, or has not committed. */
  NOT_THERE,
  /** This very command, or a later one of the same transaction, has changed it already. */
  CHANGED_BY_SELF,
  /**
   * A transaction that has committed changed it: READ COMMITTED looks again, others fail (40001).
   */
  CHANGED,
  /** A transaction in progress is changing it: its row lock was not taken first. */
  BEING_CHANGED
}
