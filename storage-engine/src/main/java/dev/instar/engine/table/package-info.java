/**
 * Tables at work: rows and index keys as bytes, scans that give what a snapshot sees, and the one
 * way in which a row is inserted, updated, deleted or locked.
 *
 * <p>{@link dev.instar.engine.table.Tables} reads, {@link dev.instar.engine.table.TableWriter}
 * writes, {@link dev.instar.engine.table.RowLocking} locks. What each needs to know of a table is
 * derived from the catalog once ({@code TableLayout}, {@code IndexLayout}).
 *
 * <h2>How two writers of a row exclude each other</h2>
 *
 * Who changes a row first locks it ({@link dev.instar.engine.lock.RowLocks}), then reads its newest
 * version, and builds on that. Time goes down; both add 1 to the same row, READ COMMITTED:
 *
 * <pre>
 *   T1                                 T2                               versions of the row
 *   ────────────────────────────────   ──────────────────────────────   ───────────────────
 *   scan: sees 5                       scan: sees 5                     5
 *   lock, newest is 5: writes 6                                         6 by T1, 5
 *                                      lock: waits for T1
 *   commit
 *                                      newest is 6, not what was seen:
 *                                      tests WHERE on 6, writes 7       7 by T2, 6, 5
 * </pre>
 *
 * REPEATABLE READ fails at that point with 40001.
 *
 * <h2>How a key comes into a unique index once</h2>
 *
 * Who adds a key looks for it and adds it under the latch of that key ({@code PendingChanges}), and
 * what is there is judged by how its transactions stand, not by a snapshot ({@code Duplicates}). If
 * that hangs on one in progress, the latch is let go, that one's end is awaited, and all is looked
 * at again.
 *
 * <h2>A row's bytes</h2>
 *
 * <pre>
 * row    = count:number nulls value*          nulls: ceil(count / 8) bytes, the first column in the
 *                                             lowest bit; a value for each column that is not NULL
 * value  = whole                              integers, dates, times, timestamps: zigzag, seven
 *                                             bits a byte, the lowest first; oid: without zigzag
 *        | fixed                              boolean, real, double, uuid, timetz, interval
 *        | length:number byte*                text (UTF-8), bytea, numeric (scale, unscaled), and
 *                                             in the protocol's binary form json, jsonb and the rest
 *        | length:number label:number         enums, by the label's OID
 *        | dimensions:number (length:number lower:whole)* (00 | 01 value)*      arrays
 * </pre>
 *
 * {@code (7, NULL, 'ab')} of types integer, bigint and text is {@code 03 02 0E 02 61 62}. Columns
 * that were added after a row was stored are not in it, and have their missing value.
 *
 * <p>What the changelog is told of an old row ({@code identity} of {@link
 * dev.instar.engine.store.StoreChange.RowUpdated} and {@link
 * dev.instar.engine.store.StoreChange.RowDeleted}) is nothing, or a letter and a row:
 *
 * <pre>
 * identity = ε | 'K' row | 'O' row
 * </pre>
 *
 * {@code O} is the whole old row (REPLICA IDENTITY FULL), {@code K} has the columns of the identity
 * index, the others NULL; an update has it only if one of them changed. Keys of indexes are
 * described at {@link dev.instar.engine.table.KeyCodec}.
 *
 * <p>Which version of a row is seen is decided by {@link dev.instar.engine.txn.Visibility}; this
 * room puts that, locks and the store together. It does not know how rows are joined, nor the text
 * of statements.
 */
package dev.instar.engine.table;
