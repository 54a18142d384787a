/**
 * Locks: who may touch what while somebody else does.
 *
 * <p><b>The queue.</b> Each lockable thing ({@link dev.instar.engine.lock.LockTag}) that somebody
 * holds or waits for has a {@code LockQueue}: those who hold it, in which modes, and those who
 * wait, in order. A request is granted if it excludes nothing that is held by others and nothing
 * that is waited for; otherwise it goes to the end of the queue. That is why one ALTER TABLE that
 * waits for a long SELECT makes every later SELECT wait too:
 *
 * <pre>
 *   held by      waiting, in order
 *   ────────     ─────────────────────────────────────────────────────────
 *   1: ACCESS    2: ACCESS EXCLUSIVE    3: ACCESS SHARE    4: ROW EXCLUSIVE
 *      SHARE        excluded by 1          excluded by 2,     excluded by 2
 *                                          who only waits
 * </pre>
 *
 * <p>One exception: who already holds a lock that a waiter waits for is put ahead of it, for behind
 * it the two would wait for each other. So an upgrade is not held up by newcomers. {@code
 * LockQueue} has the exact rules; which modes exclude which is a table in {@link
 * dev.instar.engine.lock.LockMode}.
 *
 * <p><b>Waiting</b> ends when the lock is granted, when {@code lock_timeout} is over (55P03), when
 * the statement is cancelled, or as the victim of a deadlock. After {@code deadlock_timeout} a
 * waiter looks, once, for a ring of sessions that wait for each other through any of its locks
 * ({@code DeadlockDetector}). If a ring exists only because of places in a queue, places are
 * changed; otherwise the one who looked fails with 40P01, and the others go on.
 *
 * <p><b>Rows</b> ({@link dev.instar.engine.lock.RowLocks}) are locked in four strengths. To wait
 * for a row is to wait for the transaction that holds it; so every wait is in the lock table, and
 * the deadlock detector sees them all.
 *
 * <p><b>Lifetime.</b> Locks belong to a session ({@link dev.instar.engine.lock.LockOwner}), for its
 * transaction or, if advisory, for itself. What a subtransaction was the first to take goes when it
 * is rolled back. {@link dev.instar.engine.lock.LockManager} is the entry; it has one mutex, held
 * for well under a microsecond, and asks nothing of other rooms but how long to wait.
 *
 * <p>Sources: PostgreSQL's manual, chapter 13.3; {@code src/backend/storage/lmgr/README} and {@code
 * src/backend/access/heap/README.tuplock} for the rules. This room knows errors, and no other.
 */
package dev.instar.engine.lock;
