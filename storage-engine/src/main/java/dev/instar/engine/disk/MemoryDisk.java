package dev.instar.engine.disk;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A directory in memory: for databases that nobody wants to keep. It lasts as long as the object,
 * and an engine that is closed and opened again on it finds what it left. Thread-safe.
 */
public final class MemoryDisk implements Disk {
  private final ConcurrentSkipListMap<String, MemoryFile> files = new ConcurrentSkipListMap<>();
  private boolean locked;

  @Override
  public DiskFile open(String name) {
    return files.computeIfAbsent(name, any -> new MemoryFile());
  }

  @Override
  public boolean exists(String name) {
    return files.containsKey(name);
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized void rename(String from, String to) {
    MemoryFile file = files.remove(from);
    if (file == null) {
      throw new SqlException(SqlState.IO_ERROR, "could not rename file \"" + from + "\"");
    }
    files.put(to, file);
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void syncDirectory() {}

  @Override
  public synchronized DiskLock lock(String name) {
    if (locked) {
      throw new SqlException(SqlState.OBJECT_IN_USE, "the database in memory is in use");
    }
    locked = true;
    return this::unlock;
  }

  private synchronized void unlock() {
    locked = false;
  }

  @Override
  public String toString() {
    return "memory";
  }
}
