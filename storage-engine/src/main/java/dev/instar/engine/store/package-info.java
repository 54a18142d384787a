/**
 * Where rows are: their versions and their indexes in B-trees, larger than memory, and as durable
 * as the log says. {@link dev.instar.engine.store.Store} opens a database directory, brings it to
 * where the log ends, takes changes, and writes checkpoints. It is told which transaction does what
 * and how each ends; who sees which version, who waits for whom and what a row's bytes mean is
 * decided elsewhere.
 *
 * <h2>How versions are laid out</h2>
 *
 * A table is two trees. {@code rows} has the newest version of every row under the row's id, {@code
 * old} has what was replaced, under row id and version number; a version's number is the position
 * in the log of the change that made it.
 *
 * <pre>
 *                       rows                          old
 * insert by 10          7 → #a by 10                  –
 * update by 12          7 → #b by 12                  7#a by 10, deleted by 12
 * 12 rolls back,
 * update by 15          7 → #c by 15                  7#a by 10, deleted by 15; 7#b by 12
 * delete by 20          7 → #c by 15, deleted by 20   7#a by 10, deleted by 15; 7#b by 12
 * vacuum up to 18       7 → #c by 15, deleted by 20   –
 * vacuum up to 25       –                             –
 * </pre>
 *
 * Reading a row that nobody changes is one look into one tree, and a sequential scan reads no dead
 * versions. An update writes the row's page and a page of {@code old}, which is small and in
 * memory; the vacuum after it touches {@code old} alone. Chains within one entry would be written
 * once less by an update and once more by its vacuum, both in the large tree; and a row updated a
 * hundred thousand times under an old snapshot would be one entry of many megabytes. One tree for
 * all versions would make every read a search for a range.
 *
 * <p>Nothing is taken back by a rollback: its versions stay, nobody sees them, the next writer of
 * the row or vacuum removes them. That is why it needs no undo after a crash either: of a
 * transaction that ran at the crash there may be versions in the pages and in the log, and there is
 * no commit of it.
 *
 * <h2>Memory, checkpoints, recovery</h2>
 *
 * Changed pages are in memory until they are written, and they are written long before they are
 * durable: above a limit ({@link dev.instar.engine.store.StoreOptions}) they go to free places of
 * the page file, to which nothing durable points ({@code PageFile}), without a force and without
 * stopping anybody. A checkpoint then
 *
 * <ol>
 *   <li>writes most of what has changed, so that little is left;
 *   <li>stops changes for the moment in which it notes the log's end, {@code redo}, and takes hold
 *       of all trees' roots: each record before {@code redo} is in them, none after. MVStore has
 *       one immutable root per tree, so this takes microseconds;
 *   <li>forces the log up to {@code redo}: pages never know more than the log;
 *   <li>writes the rest, and forces the page file;
 *   <li>writes {@code redo} and where the roots are into the control file, in one sector, and
 *       forces it. This is the moment in which the checkpoint is there; a crash before it leaves
 *       the one before, whose pages nobody has overwritten;
 *   <li>appends a record that says so, removes the log before {@code redo}, frees replaced pages.
 * </ol>
 *
 * Recovery opens the pages of the last checkpoint, and does what the log says from {@code redo} on,
 * each record exactly once. It may crash at any point and begin again: until its own checkpoint it
 * changes nothing that counts. Vacuum is not logged: what it removed comes back dead, and it
 * removes it again.
 *
 * <p>This room knows {@code engine.wal}, {@code engine.disk}, {@code engine.error} and of {@code
 * engine.txn} what stands on versions and how transactions end; it alone knows MVStore.
 */
package dev.instar.engine.store;
