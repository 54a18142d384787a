/**
 * INSERT, UPDATE and DELETE at work: which rows they begin with, what they make of each, and what
 * they give back.
 *
 * <p>{@link dev.instar.engine.change.ChangePlans} makes a node of each; a node opens a {@link
 * dev.instar.engine.change.ChangeRun}, which changes all rows when the first is asked for and then
 * gives those of RETURNING: a client that stops reading has not stopped the change.
 *
 * <p>The rows to change come from the plan below, as the statement's snapshot sees them. Each is
 * locked before it is changed ({@link dev.instar.engine.table.RowLocking}). If somebody has changed
 * it meanwhile, READ COMMITTED puts the row as it is now in the place of the one that was seen,
 * beside the same rows of the other tables, asks WHERE again, and computes the new values from it;
 * the other isolation levels fail.
 */
package dev.instar.engine.change;
