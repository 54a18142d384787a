package dev.instar.engine.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Keys of older versions in a page: two numbers of variable length. */
final class VersionKeyType extends BasicDataType<VersionKey> {
  static final VersionKeyType INSTANCE = new VersionKeyType();

  private VersionKeyType() {}

  @Override
  public int compare(VersionKey left, VersionKey right) {
    return left.compareTo(right);
  }

  @Override
  public int getMemory(VersionKey key) {
    return 40;
  }

  @Override
  public void write(WriteBuffer target, VersionKey key) {
    target.putVarLong(key.row()).putVarLong(key.number());
  }

  @Override
  public VersionKey read(ByteBuffer source) {
    return new VersionKey(DataUtils.readVarLong(source), DataUtils.readVarLong(source));
  }

  @Override
  public VersionKey[] createStorage(int size) {
    return new VersionKey[size];
  }
}
