package dev.instar.engine.disk;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk in memory some of whose files cannot be forced any more, or cannot grow. Thread-safe. */
public final class FailingDisk implements Disk {
  private final MemoryDisk disk = new MemoryDisk();
  private volatile String unforceable = "";
  private volatile String full = "";

  /** Forces of files whose names begin like this fail. */
  public void failForces(String prefix) {
    unforceable = prefix;
  }

  /** Writes of files whose names begin like this find no space. */
  public void fill(String prefix) {
    full = prefix;
  }

  /** All is well again. */
  public void heal() {
    unforceable = "";
    full = "";
  }

  private static boolean is(String name, String prefix) {
    return !prefix.isEmpty() && name.startsWith(prefix);
  }

  @Override
  public DiskFile open(String name) {
    return new FailingFile(name, disk.open(name));
  }

  @Override
  public boolean exists(String name) {
    return disk.exists(name);
  }

  @Override
  public List<String> list() {
    return disk.list();
  }

  @Override
  public void rename(String from, String to) {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) {
    disk.delete(name);
  }

  @Override
  public void syncDirectory() {
    disk.syncDirectory();
  }

  @Override
  public DiskLock lock(String name) {
    return disk.lock(name);
  }

  private final class FailingFile implements DiskFile {
    private final String name;
    private final DiskFile file;

    private FailingFile(String name, DiskFile file) {
      this.name = name;
      this.file = file;
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public int read(ByteBuffer target, long position) {
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) {
      if (is(name, full)) {
        throw new SqlException(
            SqlState.DISK_FULL, "could not write file \"" + name + "\": No space left on device");
      }
      file.write(source, position);
    }

    @Override
    public void truncate(long size) {
      file.truncate(size);
    }

    @Override
    public void force() {
      if (is(name, unforceable)) {
        throw new SqlException(
            SqlState.IO_ERROR, "could not fsync file \"" + name + "\": Input/output error");
      }
      file.force();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
