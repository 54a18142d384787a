/**
 * What a server does with a statement, seen and not concluded. {@link
 * dev.instar.migrator.postgresql.evidence.Witness} makes empty temporary copies of the tables that
 * a script names and of those that hang together with them, runs the statements on the copies, each
 * in a transaction of its own, and reads the locks of its own backend, the numbers of the storage
 * files, the scans, and what the server reports of its work. The planner sets that beside its rule.
 *
 * <p><b>It is harmless.</b> The copies live in the session's temporary schema: nobody else sees
 * them, nothing of them is published, dumped or written to the log, and the server itself removes
 * them when the session ends, however that ends. Definitions are read from the catalog, names in
 * them are replaced, and what runs names copies and nothing else; so the user's own tables are
 * never locked beyond ACCESS SHARE. Waiting has short limits. Where that cannot be had (a pooler
 * that could hand the session's server to somebody else, event triggers that would fire, no
 * privilege), there is no evidence, and the reason is said.
 *
 * <p><b>What it cannot show</b>: what depends on rows. There are none.
 */
package dev.instar.migrator.postgresql.evidence;
