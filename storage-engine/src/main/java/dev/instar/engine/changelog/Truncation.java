package dev.instar.engine.changelog;

import dev.instar.engine.store.Store;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.LogRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What TRUNCATE puts into the log, for its readers: the rows themselves go with the table's
 * storage. {@code database:u32 flags:u8 table:u32*}.
 *
 * @param tables OIDs, in the order of the statement, those of CASCADE behind them
 */
public record Truncation(
    int database, List<Integer> tables, boolean cascade, boolean restartIdentity) {
  /** The type of such log records. */
  public static final int TYPE = Store.FIRST_FREE_TYPE + 1;

  private static final int CASCADE = 1;
  private static final int RESTART_IDENTITY = 2;

  public Truncation {
    tables = List.copyOf(tables);
  }

  /** Appends it to the log, when the tables have their new storage and nothing is in it yet. */
  public void append(Log log, long transaction) {
    ByteBuffer payload = ByteBuffer.allocate(5 + tables.size() * Integer.BYTES);
    payload.putInt(database).put((byte) flags());
    tables.forEach(payload::putInt);
    log.append(new LogRecord(TYPE, transaction, payload.array()));
  }

  /** As pgoutput's TRUNCATE has them. */
  public int flags() {
    return (cascade ? CASCADE : 0) | (restartIdentity ? RESTART_IDENTITY : 0);
  }

  /** Reads a payload. */
  public static Truncation decode(byte[] payload) {
    ByteBuffer buffer = ByteBuffer.wrap(payload);
    int database = buffer.getInt();
    int flags = buffer.get();
    List<Integer> tables = new ArrayList<>();
    while (buffer.hasRemaining()) {
      tables.add(buffer.getInt());
    }
    return new Truncation(
        database, tables, (flags & CASCADE) != 0, (flags & RESTART_IDENTITY) != 0);
  }
}
