/**
 * What becomes of a script on PostgreSQL: {@link
 * dev.instar.migrator.postgresql.plan.PostgresPlanner} turns its statements, the schema and facts
 * of the server into a {@link dev.instar.migrator.plan.Plan}. Pure: no connection, no clock.
 *
 * <p>One class per rule. A rule says for one statement form, or one action of ALTER TABLE, which
 * locks it takes and what work it makes as written, and which steps do the same without standing in
 * anybody's way; it writes that into a {@link dev.instar.migrator.postgresql.plan.StatementDraft},
 * together with what the schema looks like afterwards. The levels and works are those of PostgreSQL
 * 14 to 18, and a test compares each with what a real server takes.
 *
 * <p>The steps end in the catalog that the statement as written would have made: the same names,
 * the same constraints, the same sequences. No step combines a scan with ACCESS EXCLUSIVE.
 */
package dev.instar.migrator.postgresql.plan;
