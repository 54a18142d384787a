package dev.instar.engine.wal;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Group commit. Of the threads that want their records durable, one writes and forces everything
 * there is; the others wait, and what they appended meanwhile goes with the next round, again with
 * one force for all. Nobody waits for company: alone, a thread forces at once.
 *
 * <p>A force that failed cannot be repeated: the system may have dropped the pages and forgotten
 * the error. From then on every flush fails, until the log is opened and recovered again.
 *
 * <p>Thread-safe. Locks: {@code lock} guards {@code busy} and {@code failure}; the file and the
 * tail belong to the thread that set {@code busy}.
 */
final class GroupFlush {
  private final LogTail tail;
  private final LogFile file;
  private final DurableEnd durable;
  private final int bufferBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private boolean busy;
  private RuntimeException failure;
  private volatile long written;
  private volatile Consumer<RuntimeException> whenBroken = any -> {};

  GroupFlush(LogTail tail, LogFile file, DurableEnd durable, int bufferBytes) {
    this.tail = tail;
    this.file = file;
    this.durable = durable;
    this.bufferBytes = bufferBytes;
    this.written = tail.end();
  }

  void whenBroken(Consumer<RuntimeException> told) {
    whenBroken = told;
  }

  /** Returns when the record at this position is durable. */
  void flush(long position) {
    while (durable.get() <= position) {
      if (takeTurn(position)) {
        writeAll(true);
      }
    }
  }

  /** Writes out what is in memory, without making it durable, if it is much. */
  void relieve() {
    // The distance of a record to the durable end must fit into its 32 bits.
    if (tail.end() - durable.get() > 1L << 30) {
      flush(tail.end() - 1);
    } else if (tail.end() - written > bufferBytes && takeTurn(Long.MAX_VALUE)) {
      writeAll(false);
    }
  }

  /** Waits for its turn; false if meanwhile the position became durable. */
  private boolean takeTurn(long position) {
    lock.lock();
    try {
      while (busy && durable.get() <= position) {
        idle.awaitUninterruptibly();
      }
      if (durable.get() > position) {
        return false;
      }
      if (failure != null) {
        throw new SqlException(SqlState.IO_ERROR, "the log can no longer be written", failure)
            .with(SqlException.Field.HINT, "Open the database again.");
      }
      busy = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void writeAll(boolean force) {
    RuntimeException failed = null;
    try {
      long end = written;
      List<LogTail.Batch> batches = tail.take();
      for (LogTail.Batch batch : batches) {
        file.write(batch);
        end = batch.start() + batch.length();
        tail.recycle(batch, 2 * bufferBytes);
      }
      written = end;
      if (force) {
        file.force();
        durable.moveTo(end);
      }
    } catch (RuntimeException e) {
      failed = e;
      throw e;
    } catch (Error e) {
      // What was taken is lost; without it the log would have a hole.
      failed = new IllegalStateException("the log was not written", e);
      throw e;
    } finally {
      lock.lock();
      try {
        busy = false;
        failure = failure == null ? failed : failure;
        idle.signalAll();
      } finally {
        lock.unlock();
      }
      if (failed != null) {
        whenBroken.accept(failed);
      }
    }
  }
}
