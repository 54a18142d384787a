/**
 * Removing what nobody can see any more: versions of rows that were replaced or deleted before the
 * oldest snapshot, and those that were rolled back, with their entries in indexes.
 *
 * <p>{@link dev.instar.engine.vacuum.TableVacuum} cleans one table: the store knows where to look
 * ({@link dev.instar.engine.store.Store#vacuum}), {@link
 * dev.instar.engine.txn.Transactions#horizon} says who is dead, the table room which entries a
 * version has. {@link dev.instar.engine.vacuum.VacuumCommand} is VACUUM and ANALYZE, {@link
 * dev.instar.engine.vacuum.AutomaticVacuum} the thread that does it unasked. Whoever cleans holds
 * SHARE UPDATE EXCLUSIVE on the table, as on PostgreSQL: readers and writers go on, definitions of
 * the table do not change meanwhile.
 *
 * <p>What was counted since ({@link dev.instar.engine.store.AccessCounters}) says when it is due.
 */
package dev.instar.engine.vacuum;
