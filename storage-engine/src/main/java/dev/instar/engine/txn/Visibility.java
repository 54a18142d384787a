package dev.instar.engine.txn;

import java.util.function.LongPredicate;

/**
 * Which row versions a command sees: PostgreSQL's HeapTupleSatisfiesMVCC.
 *
 * <p>A version is seen if its creation is seen and its deletion, if any, is not. What somebody did
 * is seen
 *
 * <ul>
 *   <li>by the same transaction, from the next command on: a command does not see its own changes,
 *       lest an UPDATE meet the rows it has just written;
 *   <li>by others, if the snapshot includes the transaction and it has committed.
 * </ul>
 *
 * <pre>
 *   created by                   deleted by                        seen
 *   ──────────────────────────   ───────────────────────────────   ────
 *   other, not in the snapshot   –                                 no
 *   other, rolled back           –                                 no
 *   other, included, committed   nobody                            yes
 *                                other, not in the snapshot        yes
 *                                other, rolled back                yes
 *                                other, included, committed        no
 *                                self, this command                yes
 *                                self, an earlier command          no
 *   self, this command           –                                 no
 *   self, an earlier command     as above
 * </pre>
 *
 * <p>A subtransaction of the own transaction that was rolled back is not self; its changes are as
 * those of anybody who was rolled back.
 *
 * <p>A pure function of its parts. Asked by the transaction's thread.
 */
public final class Visibility {
  private final Snapshot snapshot;
  private final int command;
  private final LongPredicate own;
  private final SubTransactions subTransactions;
  private final CommitLog log;

  /**
   * @param command the command that reads; it sees what commands before it did
   * @param own whether a (sub)transaction is part of the reading one, and was not rolled back
   */
  Visibility(
      Snapshot snapshot,
      int command,
      LongPredicate own,
      SubTransactions subTransactions,
      CommitLog log) {
    this.snapshot = snapshot;
    this.command = command;
    this.own = own;
    this.subTransactions = subTransactions;
    this.log = log;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public boolean sees(VersionStamps version) {
    return happened(version.createdBy(), version.createdCommand())
        && !happened(version.deletedBy(), version.deletedCommand());
  }

  private boolean happened(long xid, int itsCommand) {
    if (xid == TransactionIds.NONE) {
      return false;
    }
    if (own.test(xid)) {
      return itsCommand < command;
    }
    return includes(xid) && log.status(xid) == TransactionStatus.COMMITTED;
  }

  private boolean includes(long xid) {
    if (xid < snapshot.xmin()) {
      return true;
    }
    return xid < snapshot.xmax() && snapshot.includes(subTransactions.top(xid));
  }
}
