/**
 * What there is: schemas, tables, indexes, constraints, sequences, views, enums, publications,
 * roles and databases.
 *
 * <p>An object is a {@link dev.instar.engine.catalog.CatalogObject}, a record. All objects of a
 * database at one moment are a {@link dev.instar.engine.catalog.Catalog}, which is immutable. There
 * is one catalog that is committed ({@code Catalogs}), and each transaction that defines something
 * has its own on top ({@link dev.instar.engine.catalog.CatalogEdits}):
 *
 * <pre>
 *   committed   c1 ─────────────────── c2 = c1 + {t renamed}      swap of one reference
 *   session A   c1 + {t renamed}  commit ┘
 *   session B   c1 …………………………………… c2                          from its next look
 * </pre>
 *
 * <p>Catalogs do not follow snapshots: as on PostgreSQL, everybody sees what is committed now, and
 * what keeps a table from changing under a reader is its lock. So whoever has waited for a lock
 * looks again.
 *
 * <p>Objects are stored as rows in tables of the store, one table for each database and one for
 * what they share, as JSON; so their changes are in the log, in order with all others, and a crash
 * or a rollback leaves them as it leaves rows.
 */
package dev.instar.engine.catalog;
