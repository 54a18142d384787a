/**
 * How the engine says no: a {@link dev.instar.engine.error.SqlException} with PostgreSQL's SQLSTATE
 * and the fields of its error messages. Every room of the engine knows this one; it knows none.
 */
package dev.instar.engine.error;
