package dev.instar.engine.changelog;

import dev.instar.engine.store.Store;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.LogRecord;
import dev.instar.engine.wal.Lsn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What {@code pg_logical_emit_message} puts into the log: {@code database:u32 transactional:u8
 * length:u32 prefix content}.
 *
 * @param database the OID of the database whose readers are told
 * @param transactional whether it is told with its transaction's changes, if that commits;
 *     otherwise it is told at once, whatever becomes of the transaction
 */
@SuppressWarnings("ArrayRecordComponent") // Content is handed through; messages are not compared.
public record LogicalMessage(int database, boolean transactional, String prefix, byte[] content) {
  /** The type of such log records. */
  public static final int TYPE = Store.FIRST_FREE_TYPE;

  /**
   * Appends it to the log.
   *
   * @param transaction the id of the (sub)transaction, which must have one if it is transactional
   * @return its position
   */
  public Lsn append(Log log, long transaction) {
    byte[] name = prefix.getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(9 + name.length + content.length);
    payload.putInt(database).put((byte) (transactional ? 1 : 0)).putInt(name.length);
    payload.put(name).put(content);
    return log.append(new LogRecord(TYPE, transaction, payload.array()));
  }

  /** Whether a payload is that of a message that counts with its transaction's commit. */
  public static boolean isTransactional(byte[] payload) {
    return payload[Integer.BYTES] != 0;
  }

  /** Reads a payload. */
  public static LogicalMessage decode(byte[] payload) {
    ByteBuffer buffer = ByteBuffer.wrap(payload);
    int database = buffer.getInt();
    boolean transactional = buffer.get() != 0;
    byte[] name = new byte[buffer.getInt()];
    buffer.get(name);
    byte[] content = new byte[buffer.remaining()];
    buffer.get(content);
    return new LogicalMessage(
        database, transactional, new String(name, StandardCharsets.UTF_8), content);
  }
}
