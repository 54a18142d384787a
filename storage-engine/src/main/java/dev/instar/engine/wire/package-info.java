/**
 * PostgreSQL's frontend/backend protocol, version 3.0: from bytes to calls of a {@link
 * dev.instar.engine.wire.SqlSession}, and its answers back to bytes. This room knows types, which
 * it prints and reads, and errors; it knows nothing of what is behind a session. Source:
 * PostgreSQL's manual, chapter "Frontend/Backend Protocol".
 *
 * <p>A {@link dev.instar.engine.wire.WireServer} listens, and gives each client a thread. In its
 * life a client meets
 *
 * <pre>
 *   Handshake        packets without a type: TLS, protocol version, parameters, or a cancel request
 *   Authentication   SCRAM-SHA-256, and nothing else
 *   Conversation     message by message: SimpleQuery, ExtendedQuery, CopyTransfer, ReplicationQuery
 * </pre>
 *
 * <p>What is served comes from a {@link dev.instar.engine.wire.SessionSource}: who has a password,
 * sessions, and, for clients that ask for it, {@link dev.instar.engine.wire.ReplicationCommands}.
 *
 * <p>Whatever a client sends costs its own connection at most: lengths are bounded before memory is
 * taken for them, and time before a password has been checked is bounded too. An error in a message
 * ends the transaction; an error in the frame of messages, the connection.
 *
 * <p>Answers are buffered, and go out when the server is ready for the next question: one write for
 * the Bind, Execute and Sync of a prepared statement, as one read took them in.
 */
package dev.instar.engine.wire;
