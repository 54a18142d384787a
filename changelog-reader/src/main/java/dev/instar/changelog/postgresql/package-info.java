/**
 * PostgreSQL's change stream: a logical replication slot read with the pgoutput plugin.
 *
 * <p>PostgreSQL delivers a commit to the stream <em>before</em> other sessions see it. The
 * visibility gate closes that window: a transaction is handed over once {@code
 * pg_current_snapshot()} says that snapshots taken from now on contain it. Positions are {@link
 * dev.instar.changelog.postgresql.Lsn log sequence numbers}; they are never compared with
 * snapshots.
 */
package dev.instar.changelog.postgresql;
