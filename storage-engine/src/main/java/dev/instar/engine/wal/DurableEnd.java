package dev.instar.engine.wal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where the durable part of the log ends, for those who wait for it. Thread-safe. */
final class DurableEnd {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile long end;
  private boolean closed;

  DurableEnd(long end) {
    this.end = end;
  }

  long get() {
    return end;
  }

  void moveTo(long position) {
    lock.lock();
    try {
      end = position;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    for (Runnable listener : listeners) {
      listener.run();
    }
  }

  void add(Runnable listener) {
    listeners.add(listener);
  }

  void remove(Runnable listener) {
    listeners.remove(listener);
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the end lies behind a position; false if time ran out or the log was closed. */
  boolean awaitBeyond(long position, long deadlineNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (end <= position) {
        long left = deadlineNanos - System.nanoTime();
        if (closed || left <= 0) {
          return false;
        }
        moved.await(left, TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
