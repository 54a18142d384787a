/**
 * All that only PostgreSQL knows: sessions, catalog, planning rules, and the SQL of the shadow
 * pipeline, in rooms of their own. Nothing outside this room speaks SQL to a PostgreSQL server, but
 * the journal, whose tables live there.
 */
package dev.instar.migrator.postgresql;
