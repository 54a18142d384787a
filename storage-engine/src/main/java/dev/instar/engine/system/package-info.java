/**
 * What the engine says of itself: the relations of {@code pg_catalog} and {@code
 * information_schema}, the functions that look into catalog, locks, sequences and sessions, and
 * names in place of OIDs.
 *
 * <p>Nothing here is stored. A relation ({@link dev.instar.engine.system.SystemRelations}) is a
 * line of {@code relations.tsv}, taken from PostgreSQL 17, and where its rows come from:
 *
 * <pre>
 *   pg_am, pg_proc, pg_opclass …      a file of data beside this class, as PostgreSQL has them
 *   pg_class, pg_attribute …          made of the statement's catalog when they are read
 *   pg_locks, pg_stat_activity …      made of what locks, transactions and sessions are at
 *   the rest                          no rows: the engine has nothing of that kind
 * </pre>
 *
 * <p>Its rooms, bottom up: {@code data} (what PostgreSQL has from the beginning), {@code name}
 * (OIDs and names), {@code deparse} (expressions, queries and definitions as SQL), {@code relation}
 * (the relations' rows), {@code call} (the functions). This one is the door to them.
 */
package dev.instar.engine.system;
