/**
 * PostgreSQL's change stream: a logical replication slot read with the pgoutput plugin.
 *
 * <p>Entry: {@link dev.instar.changelog.postgresql.PostgresChangeStream}, told by {@link
 * dev.instar.changelog.postgresql.StreamSettings} what to read; {@link
 * dev.instar.changelog.postgresql.Slots} creates, reads and drops the slot.
 *
 * <p>PostgreSQL delivers a commit to the stream <em>before</em> other sessions see it. The
 * visibility gate closes that window (invariant I1): a transaction is handed over once {@code
 * pg_current_snapshot()} says that snapshots taken from now on contain it. Positions are {@link
 * dev.instar.changelog.postgresql.Lsn log sequence numbers}; they are never compared with
 * snapshots. The server is told as durable only what was acknowledged (invariant I5), keepalives
 * included.
 *
 * <p>One thread per stream receives and decodes into a bounded queue; the polling thread takes from
 * it through the gate.
 */
package dev.instar.changelog.postgresql;
