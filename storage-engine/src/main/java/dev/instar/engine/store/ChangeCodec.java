package dev.instar.engine.store;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.store.StoreChange.IndexAdded;
import dev.instar.engine.store.StoreChange.IndexDropped;
import dev.instar.engine.store.StoreChange.IndexRemoved;
import dev.instar.engine.store.StoreChange.RowDeleted;
import dev.instar.engine.store.StoreChange.RowInserted;
import dev.instar.engine.store.StoreChange.RowUpdated;
import dev.instar.engine.store.StoreChange.TableDropped;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes as the payload of a log record: one after the other, each a tag and its fields in their
 * order; numbers of variable length (seven bits a byte, the lowest first), bytes with their length.
 */
public final class ChangeCodec {
  private static final int ROW_INSERTED = 1;
  private static final int ROW_UPDATED = 2;
  private static final int ROW_DELETED = 3;
  private static final int INDEX_ADDED = 4;
  private static final int INDEX_REMOVED = 5;
  private static final int TABLE_DROPPED = 6;
  private static final int INDEX_DROPPED = 7;

  /** Of a change; it is no harm if there are more, or fewer. */
  private static final int TYPICAL_BYTES = 128;

  private ChangeCodec() {}

  static byte[] encode(List<StoreChange> changes) {
    ByteSink sink = new ByteSink(TYPICAL_BYTES * changes.size());
    for (StoreChange change : changes) {
      switch (change) {
        case RowInserted(long table, long row, int command, byte[] payload) ->
            sink.number(ROW_INSERTED).number(table).number(row).number(command).bytes(payload);
        case RowUpdated(
                long table,
                long row,
                long base,
                int command,
                byte[] payload,
                byte[] identity) -> {
          sink.number(ROW_UPDATED).number(table).number(row).number(base).number(command);
          sink.bytes(payload).bytes(identity);
        }
        case RowDeleted(long table, long row, long base, int command, byte[] identity) -> {
          sink.number(ROW_DELETED).number(table).number(row).number(base).number(command);
          sink.bytes(identity);
        }
        case IndexAdded(long index, byte[] key, long row) ->
            sink.number(INDEX_ADDED).number(index).bytes(key).number(row);
        case IndexRemoved(long index, byte[] key, long row) ->
            sink.number(INDEX_REMOVED).number(index).bytes(key).number(row);
        case TableDropped(long table) -> sink.number(TABLE_DROPPED).number(table);
        case IndexDropped(long index) -> sink.number(INDEX_DROPPED).number(index);
      }
    }
    return sink.toBytes();
  }

  /** The changes of a log record of type {@link Store#CHANGES}, in order. */
  public static List<StoreChange> decode(byte[] payload) {
    ByteSource source = new ByteSource(payload);
    List<StoreChange> changes = new ArrayList<>();
    while (source.hasMore()) {
      changes.add(one(source));
    }
    return changes;
  }

  private static StoreChange one(ByteSource source) {
    int tag = source.integer();
    return switch (tag) {
      case ROW_INSERTED ->
          new RowInserted(source.number(), source.number(), source.integer(), source.bytes());
      case ROW_UPDATED ->
          new RowUpdated(
              source.number(),
              source.number(),
              source.number(),
              source.integer(),
              source.bytes(),
              source.bytes());
      case ROW_DELETED ->
          new RowDeleted(
              source.number(), source.number(), source.number(), source.integer(), source.bytes());
      case INDEX_ADDED -> new IndexAdded(source.number(), source.bytes(), source.number());
      case INDEX_REMOVED -> new IndexRemoved(source.number(), source.bytes(), source.number());
      case TABLE_DROPPED -> new TableDropped(source.number());
      case INDEX_DROPPED -> new IndexDropped(source.number());
      default -> throw new SqlException(SqlState.DATA_CORRUPTED, "a change of unknown kind " + tag);
    };
  }
}
