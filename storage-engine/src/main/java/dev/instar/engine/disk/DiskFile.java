package dev.instar.engine.disk;

import java.nio.ByteBuffer;

/**
 * An open file. Thread-safe; concurrent reads and writes of different ranges do not wait for each
 * other. Errors as for {@link Disk}.
 */
public interface DiskFile extends AutoCloseable {
  /** In bytes. */
  long size();

  /**
   * Fills the buffer from a position on, as far as the file goes.
   *
   * @return the bytes read; less than what remains in the buffer only at the end of the file
   */
  int read(ByteBuffer target, long position);

  /** Writes all that remains in the buffer, and makes the file longer if need be. */
  void write(ByteBuffer source, long position);

  /** Writes at the end. */
  default void append(ByteBuffer source) {
    write(source, size());
  }

  /** Makes the file shorter; nothing happens if it is not longer than this. */
  void truncate(long size);

  /** Makes all that was written durable, and the file's length. */
  void force();

  @Override
  void close();
}
