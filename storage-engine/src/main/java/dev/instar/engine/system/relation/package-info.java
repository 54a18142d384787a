/**
 * The relations of {@code pg_catalog} and {@code information_schema}, one {@link
 * dev.instar.engine.system.relation.RowMaker} for each that has rows.
 *
 * <p>A maker adds rows and sets their columns by name; what it does not set has the zero of its
 * type where PostgreSQL has NOT NULL, and NULL elsewhere. A maker may be asked for a few rows only,
 * and then finds them without making the others ({@link dev.instar.engine.system.relation.Wanted}).
 */
package dev.instar.engine.system.relation;
