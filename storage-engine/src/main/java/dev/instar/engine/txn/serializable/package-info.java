/**
 * SERIALIZABLE: snapshots, and the certainty that the outcome is that of some order, one
 * transaction after the other. (Cahill, Röhm, Fekete, SIGMOD 2008; Ports and Grittner,
 * "Serializable Snapshot Isolation in PostgreSQL", VLDB 2012.)
 *
 * <p>Under snapshots, two transactions that run beside each other can each read what the other
 * overwrites. Each then comes before the other in any order, which is none:
 *
 * <pre>
 *   T1: reads a, b          writes a          commits        T1 → T2: read b before T2 wrote it
 *   T2:       reads a, b              writes b       commits T2 → T1: read a before T1 wrote it
 * </pre>
 *
 * <p>Every such circle contains two arrows in a row, T1 → T2 → T3, between transactions that ran
 * beside each other, where T3 commits first of all in the circle. So it suffices to follow the
 * arrows and to break up such pairs ({@code DangerousStructures}), without looking for circles; now
 * and then one fails that need not have. Nobody ever waits.
 *
 * <p>{@link dev.instar.engine.txn.serializable.Serializability} is the entry. Whoever runs
 * statements tells it of each read and each write <em>before</em> the other side could miss it: a
 * read before looking, a write before anybody could look. An arrow is found by the later of the
 * two, whichever it is. Reads count though their savepoint was rolled back, for what was learned
 * remains; writes do too, which is coarser and never wrong. Transactions of other isolation levels
 * take no part, as on PostgreSQL.
 *
 * <p>Memory: rows are bits ({@link dev.instar.engine.lock.RowSet}), ranges and keys become whole
 * indexes when there are many. A committed transaction is remembered until none is open that ran
 * beside it.
 *
 * <p>This room knows errors and {@code RowSet}; it knows neither snapshots nor ids: who ran beside
 * whom it tells from the steps it counts.
 */
package dev.instar.engine.txn.serializable;
