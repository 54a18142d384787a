package dev.instar.engine.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Row ids in a page: the first, then differences; rows in the order of their ids cost a byte each.
 */
final class RowIdType extends BasicDataType<Long> {
  static final RowIdType INSTANCE = new RowIdType();

  private RowIdType() {}

  @Override
  public int compare(Long left, Long right) {
    return Long.compare(left, right);
  }

  @Override
  public int binarySearch(Long key, Object storage, int size, int initialGuess) {
    Long[] keys = (Long[]) storage;
    long wanted = key;
    int low = 0;
    int high = size - 1;
    int at = initialGuess - 1;
    if (at < 0 || at > high) {
      at = high >>> 1;
    }
    while (low <= high) {
      long found = keys[at];
      if (found < wanted) {
        low = at + 1;
      } else if (found > wanted) {
        high = at - 1;
      } else {
        return at;
      }
      at = (low + high) >>> 1;
    }
    return ~low;
  }

  @Override
  public int getMemory(Long key) {
    return 24;
  }

  @Override
  public boolean isMemoryEstimationAllowed() {
    // To estimate a constant takes longer than to say it.
    return false;
  }

  @Override
  public void write(WriteBuffer target, Object storage, int length) {
    Long[] keys = (Long[]) storage;
    long previous = 0;
    for (int i = 0; i < length; i++) {
      target.putVarLong(keys[i] - previous);
      previous = keys[i];
    }
  }

  @Override
  public void read(ByteBuffer source, Object storage, int length) {
    Long[] keys = (Long[]) storage;
    long previous = 0;
    for (int i = 0; i < length; i++) {
      previous += DataUtils.readVarLong(source);
      keys[i] = previous;
    }
  }

  @Override
  public void write(WriteBuffer target, Long key) {
    target.putVarLong(key);
  }

  @Override
  public Long read(ByteBuffer source) {
    return DataUtils.readVarLong(source);
  }

  @Override
  public Long[] createStorage(int size) {
    return new Long[size];
  }
}
