/**
 * What a client talks to: a session of a database, from log-in to the end of its last transaction.
 *
 * <p>{@link dev.instar.engine.session.Engine} is an open data directory: it has what all sessions
 * share, lets clients log in, and makes a {@code Session} for each. A session is put together from
 * parts that each know one thing:
 *
 * <pre>
 *   Settings            what SET says: a table of data (settings.tsv), values in layers that COMMIT
 *                       keeps and ROLLBACK takes back
 *   TransactionBlock    what BEGIN, COMMIT, SAVEPOINT and errors do: no block, in one, in a failed one
 *   CurrentModes        how its transaction is isolated, whether it only reads; until when that changes
 *   OpenTransaction     the engine's transaction under it, with its changes of the catalogs
 *   Interrupts          cancel, terminate, time-outs: why the statement must end now
 *   PreparedStatements  what was understood and planned, by name and by text, as long as it is right
 *   Cursors             what was declared and is read piece by piece
 *   Commands            which room does what a statement says
 * </pre>
 *
 * <p>The life of a statement: the protocol calls {@code prepare}, which parses it and, if it is a
 * query or a change of rows, analyses and plans it, or finds it in the cache; then {@code bind},
 * which gives a portal; then {@code execute}, in which the transaction is begun if there is none,
 * relations are locked again, the statement takes its snapshot, and rows flow. {@code sync} ends
 * the transaction if no block is open.
 *
 * <p>A session is of one thread, its connection's; {@code Interrupts} is where others reach it.
 */
package dev.instar.engine.session;
