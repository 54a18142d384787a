package dev.instar.engine.store;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.LogRecord;
import dev.instar.engine.wal.Lsn;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Writes pages when they fill memory, and checkpoints when they are due; the package's description
 * says in which steps, and why. Thread-safe: one thread at a time is at it.
 */
final class Checkpointer {
  private static final String HOLD = "checkpoint";

  /** Chunks are rewritten if on the whole less than this share, in percent, is live. */
  private static final int LIVE_SHARE_MIN = 60;

  private static final int COMPACTION_BYTES_MAX = 16 << 20;

  private final Trees trees;
  private final Log log;
  private final ControlFile control;
  private final CheckpointLatch latch;
  private final StoreOptions options;
  private final long system;
  private final LongSupplier nextTransaction;
  private final Breakdown breakdown;
  private final ReentrantLock turn = new ReentrantLock();

  private volatile Lsn lastRedo;
  private volatile long bytesWrittenAtLast;

  Checkpointer(
      Trees trees,
      Log log,
      ControlFile control,
      CheckpointLatch latch,
      StoreOptions options,
      long system,
      LongSupplier nextTransaction,
      Breakdown breakdown) {
    this.trees = trees;
    this.log = log;
    this.control = control;
    this.latch = latch;
    this.options = options;
    this.system = system;
    this.nextTransaction = nextTransaction;
    this.breakdown = breakdown;
    this.lastRedo = control.last().map(Checkpoint::redo).orElse(Lsn.ZERO);
    log.hold(HOLD, lastRedo);
  }

  /** Whether there is something to do, now rather than later. */
  boolean isDue() {
    return memoryIsFull() || checkpointIsDue();
  }

  /** Whether it cannot wait for the background any longer. */
  boolean isOverdue() {
    return trees.unsavedBytes() > 3 * options.unsavedBytes() / 2;
  }

  private boolean memoryIsFull() {
    return trees.unsavedBytes() > options.unsavedBytes();
  }

  private boolean checkpointIsDue() {
    return log.end().value() - lastRedo.value() > options.checkpointLogBytes()
        || trees.file().bytesWritten() - bytesWrittenAtLast > options.checkpointPageBytes();
  }

  /** Does what is due. */
  void work() {
    turn.lock();
    try {
      if (checkpointIsDue()) {
        checkpoint();
      } else if (memoryIsFull()) {
        trees.commit();
      }
    } catch (RuntimeException e) {
      throw broken(e);
    } finally {
      turn.unlock();
    }
  }

  /** Makes everything that has happened until now durable in the pages. */
  void checkpoint() {
    turn.lock();
    try {
      trees.commit();
      Lsn redo = cut();
      if (log.durableEnd().compareTo(redo) < 0) {
        log.flush(new Lsn(redo.value() - 1));
      }
      PageFile file = trees.file();
      file.force();
      control.write(
          new Checkpoint(
              system, redo, nextTransaction.getAsLong(), file.committedVersion(), file.root()));
      file.releaseDropped();
      bytesWrittenAtLast = file.bytesWritten();
      lastRedo = redo;
      log.append(new LogRecord(Store.CHECKPOINT, 0, longBytes(redo.value())));
      log.hold(HOLD, redo);
      log.removeBefore(redo);
      // What it moves is written with what follows, and its old places are free after that.
      trees.compact(LIVE_SHARE_MIN, COMPACTION_BYTES_MAX);
    } catch (RuntimeException e) {
      throw broken(e);
    } finally {
      turn.unlock();
    }
  }

  /** Writes a state of the trees that is that of one position in the log, and returns it. */
  private Lsn cut() {
    long before = trees.file().isEmpty() ? -1 : trees.file().committedVersion();
    trees.file().whenRootsAreTaken(latch::goOn);
    Lsn redo;
    latch.stop();
    try {
      redo = log.end();
      trees.touch();
      trees.commit();
    } finally {
      latch.goOn();
    }
    if (trees.file().committedVersion() <= before) {
      throw new SqlException(SqlState.IO_ERROR, "the page file can no longer be written");
    }
    return redo;
  }

  private static byte[] longBytes(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private SqlException broken(RuntimeException cause) {
    breakdown.report(cause);
    return Breakdown.named(cause);
  }
}
