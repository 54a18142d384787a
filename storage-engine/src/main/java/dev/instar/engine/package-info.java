/**
 * The bundled engine: a database in this process that speaks PostgreSQL's protocol, enforces its
 * lock levels and stands in for PostgreSQL 17. {@link dev.instar.engine.BundledDatabase} opens one.
 *
 * <p>The packages below are its rooms; a statement goes through them from {@code wire}, which reads
 * it from a socket, and {@code session}, which knows in which transaction it is, down to {@code
 * store}, where rows are.
 */
package dev.instar.engine;
