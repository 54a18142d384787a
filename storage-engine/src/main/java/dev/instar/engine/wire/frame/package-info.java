/**
 * Messages as bytes: {@link dev.instar.engine.wire.frame.MessageReader} takes them off a {@link
 * dev.instar.engine.wire.frame.Transport}, {@link dev.instar.engine.wire.frame.MessageWriter} puts
 * them on it. A message is
 *
 * <pre>
 *   type (1 byte, absent in the first message of a connection)
 *   length (4 bytes, big endian, counts itself but not the type)
 *   body (length - 4 bytes)
 * </pre>
 *
 * <p>For example {@code 51 00000006 3B 00} is Query (Q) with the text {@code ;}. PostgreSQL's
 * manual, section "Message Formats".
 *
 * <p>Nothing here knows what messages mean. Memory is taken as bytes arrive, never because a length
 * says so. A body is read where it lies in the buffer; only what outlives it is copied.
 */
package dev.instar.engine.wire.frame;
