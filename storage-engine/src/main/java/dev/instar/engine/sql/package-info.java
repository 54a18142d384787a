/**
 * The SQL front end: PostgreSQL's dialect, from text to a sealed tree.
 *
 * <p>Entry: {@link dev.instar.engine.sql.SqlParser}. A lexer turns the text into tokens with
 * positions, a recursive-descent parser turns the tokens into {@link
 * dev.instar.engine.sql.Statement} records. The planner of migrations and the bundled engine share
 * this room; it knows neither of them, opens no connection and reads no catalog. What the grammar
 * does not know is refused with the position in the text, never guessed or skipped. Only a planner
 * reads on: {@link dev.instar.engine.sql.SqlParser#outlineScript} gives what PostgreSQL has and the
 * grammar does not take as an {@link dev.instar.engine.sql.Outline}, which the engine never runs.
 *
 * <p>Statements come in subjects, each a sealed interface of its own: {@link
 * dev.instar.engine.sql.Statement} has those that migrations are made of, and every other is a
 * {@link dev.instar.engine.sql.Command}: {@link dev.instar.engine.sql.Query}, {@link
 * dev.instar.engine.sql.Modification}, {@link dev.instar.engine.sql.Definition} and its neighbours.
 * Nodes that an error can point to carry a {@link dev.instar.engine.sql.Position}, which takes no
 * part in their equality. {@link dev.instar.engine.sql.Literals} says what literals mean, {@link
 * dev.instar.engine.sql.CommandTag} what a statement is called.
 *
 * <p>Names are folded as PostgreSQL folds them: unquoted identifiers to lower case, quoted ones
 * kept.
 */
package dev.instar.engine.sql;
