package dev.instar.engine.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** The values of a tree that is a set: no bytes at all. */
final class NothingType extends BasicDataType<Boolean> {
  static final NothingType INSTANCE = new NothingType();

  /** More than a page has. */
  private static final int SHARED_VALUES = 512;

  private static final Boolean[] SHARED = filled(SHARED_VALUES);

  private NothingType() {}

  @Override
  public int getMemory(Boolean value) {
    return 0;
  }

  @Override
  public boolean isMemoryEstimationAllowed() {
    return false;
  }

  @Override
  public void write(WriteBuffer target, Object storage, int length) {
    // Nor do many say more.
  }

  @Override
  public void read(ByteBuffer source, Object storage, int length) {
    // They are there already.
  }

  @Override
  public void write(WriteBuffer target, Boolean value) {
    // That the key is there says it all.
  }

  @Override
  public Boolean read(ByteBuffer source) {
    return Boolean.TRUE;
  }

  /**
   * All pages have the same values, and nobody ever writes another one into them: so they share an
   * array, and an entry that is added copies that of the keys alone.
   */
  @Override
  public Boolean[] createStorage(int size) {
    return size <= SHARED_VALUES ? SHARED : filled(size);
  }

  private static Boolean[] filled(int size) {
    Boolean[] values = new Boolean[size];
    Arrays.fill(values, true);
    return values;
  }
}
