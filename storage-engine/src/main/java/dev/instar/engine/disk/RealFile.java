package dev.instar.engine.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of the operating system. Java closes a channel under the thread that is interrupted while
 * it uses it, and with it under everybody else; a file of a database must outlive a cancelled
 * statement. So a channel that was closed that way is opened again, the operation (all are
 * idempotent) is done again, and the thread stays interrupted.
 */
final class RealFile implements DiskFile {
  /** Does one thing with a channel. */
  private interface Action {
    long on(FileChannel channel) throws IOException;
  }

  /** Java copies what is written into memory outside the heap, and keeps as much as the largest. */
  private static final int PIECE_BYTES = 1 << 20;

  private final Path path;
  // Written under the lock on this; reads may see an older, closed one, and then ask again.
  private volatile FileChannel channel;
  private boolean closed;

  RealFile(Path path) {
    this.path = path;
    this.channel = openChannel();
  }

  private FileChannel openChannel() {
    boolean interrupted = Thread.interrupted();
    try {
      return FileChannel.open(
          path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw DiskErrors.failed("open file", path, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized FileChannel reopened(FileChannel broken) throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (channel.equals(broken)) {
      channel = openChannel();
    }
    return channel;
  }

  private long run(String name, Action action) {
    boolean interrupted = false;
    FileChannel current = channel;
    try {
      while (true) {
        try {
          return action.on(current);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          current = reopened(current);
        }
      }
    } catch (IOException e) {
      throw DiskErrors.failed(name, path, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public long size() {
    return run("read length of file", FileChannel::size);
  }

  @Override
  public int read(ByteBuffer target, long position) {
    int start = target.position();
    return (int)
        run(
            "read file",
            open -> {
              target.position(start);
              while (target.hasRemaining()) {
                if (open.read(target, position + target.position() - start) < 0) {
                  break;
                }
              }
              return (long) target.position() - start;
            });
  }

  @Override
  public void write(ByteBuffer source, long position) {
    int start = source.position();
    int limit = source.limit();
    run(
        "write file",
        open -> {
          source.limit(limit).position(start);
          while (source.position() < limit) {
            source.limit(Math.min(limit, source.position() + PIECE_BYTES));
            open.write(source, position + source.position() - start);
          }
          return 0;
        });
  }

  @Override
  public void truncate(long size) {
    run(
        "truncate file",
        open -> {
          open.truncate(size);
          return 0;
        });
  }

  @Override
  public void force() {
    run(
        "fsync file",
        open -> {
          // fdatasync: it writes the length too, where it changed, and spares the time stamps.
          open.force(false);
          return 0;
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw DiskErrors.failed("close file", path, e);
    }
  }
}
