package dev.instar.engine.disk;

import java.util.List;

/**
 * A directory. Thread-safe. What goes wrong is a {@link dev.instar.engine.error.SqlException} with
 * 58030 (io_error) or 53100 (disk_full).
 */
public interface Disk {
  /** Opens a file for reading and writing, and makes it if it is not there. */
  DiskFile open(String name);

  boolean exists(String name);

  /** The names of all files, sorted. */
  List<String> list();

  /** Replaces {@code to} if it is there; atomic. Durable after {@link #syncDirectory}. */
  void rename(String from, String to);

  /** Durable after {@link #syncDirectory}; nothing happens if there is no such file. */
  void delete(String name);

  /** Makes all names durable. */
  void syncDirectory();

  /**
   * Takes the directory for this process, by a lock on the file of this name that ends with the
   * process, however it ends: what a dead process left is never in the way.
   *
   * @throws dev.instar.engine.error.SqlException with 55006, naming the process that has it
   */
  DiskLock lock(String name);
}
