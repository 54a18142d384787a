package dev.instar.engine.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Index entries in a page: each key as how many of its first bytes are those of the key before it,
 * and the rest; then the row.
 */
final class IndexEntryType extends BasicDataType<IndexEntry> {
  static final IndexEntryType INSTANCE = new IndexEntryType();
  private static final byte[] EMPTY = {};

  private IndexEntryType() {}

  @Override
  public int compare(IndexEntry left, IndexEntry right) {
    return left.compareTo(right);
  }

  @Override
  public int getMemory(IndexEntry entry) {
    return 24 + 16 + 8 + entry.key().length;
  }

  @Override
  public boolean isMemoryEstimationAllowed() {
    return false;
  }

  @Override
  public void write(WriteBuffer target, Object storage, int length) {
    byte[] previous = EMPTY;
    for (int i = 0; i < length; i++) {
      IndexEntry entry = cast(storage)[i];
      write(target, previous, entry);
      previous = entry.key();
    }
  }

  private static void write(WriteBuffer target, byte[] previous, IndexEntry entry) {
    byte[] key = entry.key();
    int mismatch = Arrays.mismatch(previous, key);
    int shared = mismatch < 0 ? key.length : mismatch;
    target.putVarInt(shared).putVarInt(key.length - shared);
    target.put(key, shared, key.length - shared).putVarLong(entry.row());
  }

  @Override
  public void read(ByteBuffer source, Object storage, int length) {
    IndexEntry previous = new IndexEntry(EMPTY, 0);
    for (int i = 0; i < length; i++) {
      previous = read(source, previous.key());
      cast(storage)[i] = previous;
    }
  }

  private static IndexEntry read(ByteBuffer source, byte[] previous) {
    int shared = DataUtils.readVarInt(source);
    int rest = DataUtils.readVarInt(source);
    byte[] key = Arrays.copyOf(previous, shared + rest);
    source.get(key, shared, rest);
    return new IndexEntry(key, DataUtils.readVarLong(source));
  }

  @Override
  public void write(WriteBuffer target, IndexEntry entry) {
    write(target, EMPTY, entry);
  }

  @Override
  public IndexEntry read(ByteBuffer source) {
    return read(source, EMPTY);
  }

  @Override
  public IndexEntry[] createStorage(int size) {
    return new IndexEntry[size];
  }
}
