package dev.instar.engine.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** The values of a tree that is a set: no bytes at all. */
final class NothingType extends BasicDataType<Boolean> {
  static final NothingType INSTANCE = new NothingType();

  private NothingType() {}

  @Override
  public int getMemory(Boolean value) {
    return 0;
  }

  @Override
  public void write(WriteBuffer target, Boolean value) {
    // That the key is there says it all.
  }

  @Override
  public Boolean read(ByteBuffer source) {
    return Boolean.TRUE;
  }

  @Override
  public Boolean[] createStorage(int size) {
    return new Boolean[size];
  }
}
