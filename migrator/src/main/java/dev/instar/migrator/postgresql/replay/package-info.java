/**
 * Earlier scripts carried out on a database that stands in for the one nobody can reach, so that a
 * catalog is there to plan from. {@link dev.instar.migrator.postgresql.replay.Replay} runs each
 * statement by itself; what the stand-in cannot do is passed over, and remembered with all that it
 * names, as {@link dev.instar.migrator.postgresql.plan.Unreplayed}. Rows are not replayed: a plan
 * depends on none.
 *
 * <p>Knows sessions, the planner's words for what is not known, and the SQL front end; any server
 * will do.
 */
package dev.instar.migrator.postgresql.replay;
