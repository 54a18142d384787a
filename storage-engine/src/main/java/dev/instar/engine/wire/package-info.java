/**
 * PostgreSQL's frontend/backend protocol, version 3.0: from bytes to calls of a {@link
 * dev.instar.engine.wire.SqlSession}, and its answers back to bytes. This room knows types, which
 * it prints and reads, and errors; it knows nothing of what is behind a session.
 *
 * <p>Whatever a client sends costs its own connection at most: lengths are bounded before memory is
 * taken for them, and time before a password has been checked is bounded too.
 */
package dev.instar.engine.wire;
