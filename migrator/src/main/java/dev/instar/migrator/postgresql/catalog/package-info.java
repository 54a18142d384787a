/**
 * A server's catalog, read into the schema model: the only part of planning that does I/O. {@link
 * dev.instar.migrator.postgresql.catalog.PostgresPlans} opens one connection, asks for what a
 * script names, and hands it to the pure planner.
 *
 * <p>Names without a schema mean what they mean to the user: the connection is opened with the
 * search_path that server, role, database and URL give, names are resolved under it, and only then
 * is it pinned to pg_catalog, so that everything the server prints is qualified. All queries run in
 * one read-only snapshot.
 */
package dev.instar.migrator.postgresql.catalog;
