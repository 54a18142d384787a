/**
 * COPY: rows as a file's bytes, in text, CSV or binary format; PostgreSQL's manual, COPY.
 *
 * <pre>
 *   bytes as they come ─▶ RowReader ─▶ fields ─▶ CopyIn ─▶ TableWriter
 *   RowSource ─▶ CopyOut ─▶ RowFormat ─▶ bytes, a row at a time
 * </pre>
 *
 * <p>A row may begin in one message and end in another: readers keep what is not whole yet. What is
 * wrong with a row is said with its line and column. Of the session's thread.
 */
package dev.instar.engine.session.copy;
