/**
 * Connections to the target. {@link dev.instar.migrator.postgresql.session.Sessions} opens them
 * pinned: row security off (an error then means refuse), a fixed search_path, TimeZone, READ
 * COMMITTED, synchronous_commit at least local, and output formats under which every key reads back
 * as itself.
 */
package dev.instar.migrator.postgresql.session;
