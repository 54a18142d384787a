/**
 * The SQL front end: PostgreSQL's dialect, from text to a sealed tree.
 *
 * <p>Entry: {@link dev.instar.engine.sql.SqlParser}. A lexer turns the text into tokens with
 * positions, a recursive-descent parser turns the tokens into {@link
 * dev.instar.engine.sql.Statement} records. The planner of migrations and the bundled engine share
 * this room; it knows neither of them, opens no connection and reads no catalog. What the grammar
 * does not know is refused with the position in the text, never guessed or skipped.
 *
 * <p>Names are folded as PostgreSQL folds them: unquoted identifiers to lower case, quoted ones
 * kept.
 */
package dev.instar.engine.sql;
