/**
 * The shadow pipeline on PostgreSQL: the SQL that copies, applies and compares, the slot and the
 * publication, and {@link dev.instar.migrator.postgresql.shadow.RebuildExecutor}, which carries out
 * a {@code Rebuild} step from its first object to the last one's removal.
 *
 * <p>Which columns, which key, and the swap itself come from the {@code shape} room.
 */
package dev.instar.migrator.postgresql.shadow;
