package dev.instar.engine.store;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Changes pass together; a checkpoint, and a step of vacuum, stops them for a moment. Who changes
 * holds it from before its log record has a position until the trees have what the record says, so
 * that at a stop log and trees say the same. Thread-safe; not reentrant from changing to stopping.
 */
final class CheckpointLatch {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  <T> T whileChanging(Supplier<T> change) {
    lock.readLock().lock();
    try {
      return change.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  <T> T whileNobodyChanges(Supplier<T> action) {
    stop();
    try {
      return action.get();
    } finally {
      goOn();
    }
  }

  /** Returns when nobody changes, and nobody will until this thread says {@link #goOn}. */
  void stop() {
    lock.writeLock().lock();
  }

  /** Ends a stop; nothing happens if this thread has already ended it. */
  void goOn() {
    if (lock.isWriteLockedByCurrentThread()) {
      lock.writeLock().unlock();
    }
  }
}
