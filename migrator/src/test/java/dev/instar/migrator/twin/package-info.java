/**
 * The twin-table workload: applications that use a table while it is being migrated, and know what
 * must be in it afterwards.
 *
 * <p>Entry: {@link dev.instar.migrator.twin.TwinWorkload}. Its writers change a row of the table
 * and the row's expected image in a twin table in one transaction; after a migration the two are
 * compared in full by {@link dev.instar.migrator.twin.TwinDifferences}. Whatever a writer notices
 * on the way (a failed statement, a row that is not found, a read that disagrees) is kept.
 *
 * <p>Invariants: the workload never fails or deadlocks by itself, because a row belongs to one
 * writer, shared rows are alone in their transaction, and every transaction touches the table
 * before its twin. The choice of operations depends on the seed alone. Knows the server and JDBC,
 * not the migrator.
 */
package dev.instar.migrator.twin;
