package dev.instar.engine.txn;

import java.util.List;

/** How a commit becomes durable. */
@FunctionalInterface
public interface DurableCommit {
  /** Nothing to write: for tests and for transactions whose changes are in no log. */
  DurableCommit NONE = (xid, subTransactions) -> {};

  /**
   * Writes the commit to the log, and returns when it is as durable as the session wants it. After
   * this a crash does not undo it. If it throws, the transaction is still open and is to be rolled
   * back, unless the outcome is unknown, in which case the database must stop.
   *
   * @param subTransactions the ids of its subtransactions that were not rolled back, ascending
   */
  void write(long xid, List<Long> subTransactions);

  /**
   * Whether the commit waits for synchronous standbys. There are none; where tests hold commits in
   * their place, one that does not wait for them goes on.
   */
  default boolean waitsForStandbys() {
    return true;
  }
}
