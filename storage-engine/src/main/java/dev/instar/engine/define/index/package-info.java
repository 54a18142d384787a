/**
 * Indexes: made, filled, dropped and made anew, at once or beside running transactions.
 *
 * <p>An index of this engine has an entry for every key that some version of a row has; whoever
 * reads it looks at the row. So filling one is reading all versions that are not dead to all
 * ({@link dev.instar.engine.define.index.IndexBuilding}), and a version more does no harm. What a
 * unique index forbids is two rows with the same key that are both there now; it is looked for
 * after all entries are in, where equal keys stand side by side.
 *
 * <h2>CONCURRENTLY</h2>
 *
 * PostgreSQL's phases, each a transaction of its own, with SHARE UPDATE EXCLUSIVE on the table held
 * for the session from the first to the last ({@link
 * dev.instar.engine.define.index.ConcurrentBuild}):
 *
 * <pre>
 *   1  the index is in the catalog: not ready, not valid
 *      wait for all who had the table locked for writing
 *   2  it is filled with what is there; it is ready: from now on writers add what they write
 *      wait for all who may write without knowing that
 *   3  what is missing is added; of unique ones: wait for writers again, look for duplicates
 *      wait for all who have a snapshot from before
 *   4  it is valid: readers may use it
 * </pre>
 *
 * <p>If it fails on the way, an index that is not valid stays, as on PostgreSQL; it has to be
 * dropped. Waiting is done between the transactions: who waits holds no snapshot that another one
 * would wait for.
 *
 * <h2>Trees</h2>
 *
 * A tree is filled by its transaction and logged as it is filled; if the transaction does not
 * commit, {@link dev.instar.engine.catalog.CatalogEdits} drops it.
 */
package dev.instar.engine.define.index;
