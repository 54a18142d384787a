package dev.instar.engine.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A thread that writes pages and checkpoints when they are due, so that nobody waits for it. */
final class Housekeeping implements AutoCloseable {
  private final Checkpointer checkpointer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();

  /** Held while it works. */
  private final ReentrantLock turn = new ReentrantLock();

  // Guarded by turn.
  private boolean closed;
  private volatile boolean wanted;
  private boolean stopped;

  Housekeeping(Checkpointer checkpointer) {
    this.checkpointer = checkpointer;
    Thread.ofPlatform().daemon().name("store-pages").start(this::run);
  }

  /** Says that something is due; costs nothing if that is known. */
  void wake() {
    if (!wanted) {
      wanted = true;
      signal(false);
    }
  }

  private void signal(boolean stop) {
    lock.lock();
    try {
      stopped |= stop;
      woken.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitWork() {
    lock.lock();
    try {
      while (!wanted && !stopped) {
        woken.awaitUninterruptibly();
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitWork()) {
      turn.lock();
      try {
        wanted = false;
        if (!closed) {
          checkpointer.work();
        }
      } catch (RuntimeException e) {
        // The store is broken: whoever uses it is told, and opening it again recovers.
        System.getLogger(Housekeeping.class.getName())
            .log(System.Logger.Level.ERROR, "pages can no longer be written", e);
        return;
      } finally {
        turn.unlock();
      }
    }
  }

  /** Returns when the thread no longer works, and never will again. */
  @Override
  public void close() {
    signal(true);
    turn.lock();
    try {
      closed = true;
    } finally {
      turn.unlock();
    }
  }
}
