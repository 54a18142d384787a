package dev.instar.engine.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Row versions in a page: {@code createdBy createdCommand*2+deleted [deletedBy deletedCommand]
 * number length payload}, all numbers of variable length; a young row costs 6 bytes besides its
 * payload.
 */
final class RowVersionType extends BasicDataType<RowVersion> {
  static final RowVersionType INSTANCE = new RowVersionType();

  /** Object header and fields of a version, header of its array, and the reference to it. */
  private static final int MEMORY_BYTES = 12 + 4 * 8 + 2 * 4 + 16 + 8;

  private RowVersionType() {}

  @Override
  public int getMemory(RowVersion version) {
    return MEMORY_BYTES + version.payload().length;
  }

  @Override
  public boolean isMemoryEstimationAllowed() {
    // An estimate would be cheaper, and wrong by any factor for rows of different sizes.
    return false;
  }

  @Override
  public void write(WriteBuffer target, RowVersion version) {
    boolean deleted = version.deletedBy() != 0;
    target.putVarLong(version.createdBy());
    target.putVarLong(2L * version.createdCommand() + (deleted ? 1 : 0));
    if (deleted) {
      target.putVarLong(version.deletedBy()).putVarInt(version.deletedCommand());
    }
    target.putVarLong(version.number());
    target.putVarInt(version.payload().length).put(version.payload());
  }

  @Override
  public RowVersion read(ByteBuffer source) {
    long createdBy = DataUtils.readVarLong(source);
    long command = DataUtils.readVarLong(source);
    boolean deleted = (command & 1) != 0;
    long deletedBy = deleted ? DataUtils.readVarLong(source) : 0;
    int deletedCommand = deleted ? DataUtils.readVarInt(source) : 0;
    long number = DataUtils.readVarLong(source);
    byte[] payload = new byte[DataUtils.readVarInt(source)];
    source.get(payload);
    return new RowVersion(
        number, createdBy, (int) (command >>> 1), deletedBy, deletedCommand, payload);
  }

  @Override
  public RowVersion[] createStorage(int size) {
    return new RowVersion[size];
  }
}
