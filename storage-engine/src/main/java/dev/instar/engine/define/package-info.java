/**
 * Statements that change what there is: CREATE, ALTER, DROP, GRANT, COMMENT, TRUNCATE. {@link
 * dev.instar.engine.define.Definitions} gives each to the class that knows its kind.
 *
 * <p>All of them go the same way:
 *
 * <pre>
 *   name ─▶ lock, and look again ─▶ may they? ─▶ is the name free (under a lock) ─▶ catalog edits
 * </pre>
 *
 * <p>A relation is locked with the level that PostgreSQL takes for the same statement, until the
 * transaction ends. A name that is to be taken is locked too, so that of two who want it the second
 * waits and then sees who has it. What is edited are records of {@code engine.catalog}; the session
 * sees the change at once, everybody else when the transaction commits, and nobody if it does not.
 *
 * <p>What depends on what is computed ({@link dev.instar.engine.define.Dependencies}), and not
 * stored: the catalog's references are what they are. DROP follows them ({@link
 * dev.instar.engine.define.Drops}).
 *
 * <p>Expressions and queries are kept as SQL that means the same whatever the search path is and
 * whatever is renamed: types have their schema in front, columns stand alone, sequences are numbers
 * ({@link dev.instar.engine.define.StoredExpressions}).
 */
package dev.instar.engine.define;
