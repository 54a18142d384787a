/**
 * Logical replication: the write-ahead log as a changelog. {@link
 * dev.instar.engine.logical.LogicalChangelog} has the slots, {@link
 * dev.instar.engine.logical.ReplicationSession} answers the commands of a replication connection.
 *
 * <h2>From the log to the client</h2>
 *
 * <pre>
 *   LogReader ─▶ Decoder ─▶ PendingTransactions ─(commit)─▶ Replay ─▶ PgOutput ─▶ WalSender ─▶ client
 *                               by transaction             catalog    messages
 *                                                          of its time
 * </pre>
 *
 * Records come in the order in which they were written, many transactions at once. {@code
 * PendingTransactions} sorts them; at a commit the {@code Replay} goes through that transaction's,
 * and so transactions are told one after the other, in the order of their commits, and those that
 * were rolled back are not. A large transaction is not kept in memory: the log is read again from
 * its beginning.
 *
 * <h2>The catalog of its time</h2>
 *
 * A row in the log is bytes in a storage. Which table that is, what columns it has, who publishes
 * it, was written into the catalog at some time, and may be otherwise by now. But the catalog's
 * objects are rows in the same log. So a decoder begins with the catalog as it was at a {@code
 * CatalogPoint}, found among the row versions of the catalog's table, and applies what transactions
 * do to it, in the order of their commits:
 *
 * <pre>
 *   log      r1     ddl2   c2        r1'   c1        ddl3    r3    rollback 3
 *   told                   (2)             1: r1 and r1' with what 2 did
 * </pre>
 *
 * Within a transaction its own changes of the catalog count from where they stand.
 *
 * <h2>Slots</h2>
 *
 * A slot is a place in the log that survives its reader ({@code SlotPosition}):
 *
 * <pre>
 *   ── restart ──────── point ──────── confirmed ─────────▶
 *      log is held      catalog is      what commits from
 *      from here on     known here      here on is sent
 * </pre>
 *
 * {@code restart} is before the point by as much as the longest transaction was open at the point.
 * When the reader confirms, both follow, not at once but in steps: while a stream runs the decoder
 * offers a place to restart from, and it is taken when the reader has confirmed it. The log from
 * restart on, and catalog rows that are seen at the point, are held back ({@code Slots}); what is
 * held follows what is on disk.
 *
 * <h2>Delivery before visibility</h2>
 *
 * A commit is sent as soon as its record is durable, which is before its transaction is in
 * anybody's snapshot ({@link dev.instar.engine.txn.Transactions#commit}). On PostgreSQL it is the
 * same.
 *
 * <p>This room reads tables' rows ({@code engine.table}) and conditions ({@code engine.analysis},
 * {@code engine.evaluation}); nobody below the session knows it but through {@link
 * dev.instar.engine.statement.Changelog}.
 */
package dev.instar.engine.logical;
