package dev.instar.engine.store;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.disk.DiskFile;
import dev.instar.engine.wal.Lsn;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The last checkpoint. The file has two slots of 4096 bytes, which are written in turn, so that a
 * torn write leaves the other one; the whole one with the larger generation counts.
 *
 * <pre>
 * slot = crc:u32 length:u32 magic:u64 generation:u64 system:u64 redo:u64 next:u64 version:u64 root pad
 * </pre>
 *
 * {@code length} is that of the root, {@code crc} CRC32C of the 4092 bytes behind it. One thread.
 */
final class ControlFile implements AutoCloseable {
  static final String NAME = "control";
  private static final int SLOT_BYTES = 4096;
  private static final int ROOT_OFFSET = 4 + 4 + 6 * 8;
  private static final long MAGIC = 0x494E_5354_4152_4331L; // INSTARC1

  private final Disk disk;
  private final DiskFile file;
  private long generation;
  private Checkpoint last;

  ControlFile(Disk disk) {
    this.disk = disk;
    this.file = disk.open(NAME);
    for (int slot = 0; slot < 2; slot++) {
      read(slot);
    }
  }

  Optional<Checkpoint> last() {
    return Optional.ofNullable(last);
  }

  /** Makes a checkpoint the last one; durable when it returns. */
  void write(Checkpoint checkpoint) {
    byte[] root = checkpoint.root();
    if (root.length > SLOT_BYTES - ROOT_OFFSET) {
      throw new IllegalArgumentException("a root of " + root.length + " bytes");
    }
    if (last == null) {
      // Before the first one: what it speaks of must be there when it is, by name too.
      disk.syncDirectory();
    }
    ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
    slot.putInt(0).putInt(root.length).putLong(MAGIC).putLong(generation + 1);
    slot.putLong(checkpoint.system()).putLong(checkpoint.redo().value());
    slot.putLong(checkpoint.nextTransaction()).putLong(checkpoint.version()).put(root);
    slot.putInt(0, checksum(slot.array())).rewind();
    file.write(slot, (generation + 1) % 2 * SLOT_BYTES);
    file.force();
    generation++;
    last = checkpoint;
  }

  private void read(int number) {
    ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
    if (file.read(slot, (long) number * SLOT_BYTES) < SLOT_BYTES) {
      return;
    }
    slot.rewind();
    int crc = slot.getInt();
    int length = slot.getInt();
    if (crc != checksum(slot.array()) || slot.getLong() != MAGIC) {
      return;
    }
    long found = slot.getLong();
    if (found > generation) {
      generation = found;
      long system = slot.getLong();
      Lsn redo = new Lsn(slot.getLong());
      byte[] root = new byte[length];
      long next = slot.getLong();
      long version = slot.getLong();
      slot.get(root);
      last = new Checkpoint(system, redo, next, version, root);
    }
  }

  private static int checksum(byte[] slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot, 4, SLOT_BYTES - 4);
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    file.close();
  }
}
