/**
 * Transactions: who sees what, and when.
 *
 * <p><b>Versions.</b> Nothing is overwritten. A row is a number of versions, each stamped with the
 * transaction that created it and the one that deleted it ({@link
 * dev.instar.engine.txn.VersionStamps}). A reader takes a {@link dev.instar.engine.txn.Snapshot},
 * which says who had ended, and {@link dev.instar.engine.txn.Visibility} decides from the two alone
 * which version is there for it. Time goes down; x is an update of one row by the transaction with
 * that id, c its commit:
 *
 * <pre>
 *   10   11   12                       versions: (created, deleted)
 *   x                                  (7,10) (10,–)
 *   c    reads: snapshot 11:11:        sees (10,–)
 *             x                        (7,10) (10,12) (12,–)
 *        reads: snapshot 11:11:        sees (10,12): 12 is not below 11
 *             c
 *        reads again, READ COMMITTED,  sees (12,–)
 *        with snapshot 11:13:11
 * </pre>
 *
 * <p><b>Ids</b> are given when a transaction first writes; one that only reads has none. A
 * savepoint begins a subtransaction, which has an id of its own if it writes, so that rolling back
 * to it is setting two bits in the {@link dev.instar.engine.txn.CommitLog}.
 *
 * <p><b>Commit</b> is a sequence ({@link dev.instar.engine.txn.Transactions#commit}): serialization
 * check → durable ({@link dev.instar.engine.txn.DurableCommit}) → visible → locks let go → waiters
 * go on. Between durable and visible a commit is in the changelog and in nobody's snapshot; {@link
 * dev.instar.engine.txn.CommitGate} lets tests stretch that moment.
 *
 * <p><b>Invariants.</b> A transaction becomes visible with all its subtransactions at once. Its
 * locks are held until it is visible. Two who write the same row exclude each other by its row lock
 * ({@link dev.instar.engine.lock.RowLocks}), never by anything here. No snapshot in use is older
 * than {@link dev.instar.engine.txn.Transactions#horizon}.
 *
 * <p><b>Isolation.</b> READ COMMITTED takes a snapshot for each statement, REPEATABLE READ one for
 * all; SERIALIZABLE does too, and its reads and writes are followed in {@link
 * dev.instar.engine.txn.serializable}.
 *
 * <p>Sources: PostgreSQL's manual, chapter 13.2; {@code src/backend/access/transam/README}. This
 * room knows locks and errors; it knows nothing of tables, logs or SQL.
 */
package dev.instar.engine.txn;
