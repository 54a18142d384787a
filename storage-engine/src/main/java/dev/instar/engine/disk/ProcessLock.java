package dev.instar.engine.disk;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock of the operating system on a file, which says who has it. The system lets go of it when
 * the process ends, so a file that was left behind is not a lock; the process id in it is for
 * people.
 *
 * <p>POSIX takes a process's locks on a file away when the process closes <em>any</em> descriptor
 * of it. So what this process holds is known here, and its file is not opened a second time.
 */
final class ProcessLock implements DiskLock {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private boolean closed;

  private ProcessLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static DiskLock take(Path path) {
    if (!HELD.add(path)) {
      throw inUse(path, String.valueOf(ProcessHandle.current().pid()));
    }
    boolean taken = false;
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw inUse(path, Files.readString(path, StandardCharsets.US_ASCII).strip());
      }
      String owner = ProcessHandle.current().pid() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)), 0);
      taken = true;
      return new ProcessLock(path, channel);
    } catch (IOException e) {
      throw DiskErrors.failed("lock file", path, e);
    } finally {
      if (!taken) {
        HELD.remove(path);
      }
    }
  }

  private static SqlException inUse(Path path, String owner) {
    return new SqlException(
            SqlState.OBJECT_IN_USE, "database directory \"" + path.getParent() + "\" is in use")
        .with(SqlException.Field.DETAIL, "Process " + owner + " has locked \"" + path + "\".")
        .with(SqlException.Field.HINT, "Connect to that process, or stop it first.");
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw DiskErrors.failed("unlock file", path, e);
    } finally {
      HELD.remove(path);
    }
  }
}
