package dev.instar.engine.txn;

/** What visibility needs to know of a row version. */
public interface VersionStamps {
  /** The (sub)transaction that wrote it. */
  long createdBy();

  /** The command of that transaction that wrote it, from 0. */
  int createdCommand();

  /**
   * The (sub)transaction that deleted it or put another version in its place; {@link
   * TransactionIds#NONE} if there is none. One that was rolled back does not count.
   */
  long deletedBy();

  /** The command of that transaction that deleted it. */
  int deletedCommand();
}
