/**
 * Shapes of tables. {@link dev.instar.migrator.postgresql.shape.ShadowBuilder} makes the empty
 * shadow and finds how rows get there ({@link dev.instar.migrator.postgresql.shape.Shape}); {@link
 * dev.instar.migrator.postgresql.shape.Dependents} says what hangs on a table and whether it can be
 * carried over; {@link dev.instar.migrator.postgresql.shape.Swap} puts the shadow in the source's
 * place with all of it, and compares {@link dev.instar.migrator.postgresql.shape.CatalogFacts}
 * before it is committed (invariants I8, I9).
 *
 * <p>Connections come from callers, with {@code search_path = pg_catalog}; transactions are the
 * callers' too. Uses {@code plan}, {@code schema} and {@code error}; knows nothing of copying,
 * threads or the journal.
 */
package dev.instar.migrator.postgresql.shape;
