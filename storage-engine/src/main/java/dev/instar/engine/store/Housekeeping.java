package dev.instar.engine.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A thread that writes pages and checkpoints when they are due, so that nobody waits for it. */
final class Housekeeping implements AutoCloseable {
  private final Checkpointer checkpointer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Thread thread;
  private volatile boolean wanted;
  private boolean stopped;

  Housekeeping(Checkpointer checkpointer) {
    this.checkpointer = checkpointer;
    this.thread = Thread.ofPlatform().daemon().name("store-pages").unstarted(this::run);
    thread.start();
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
      wanted = false;
      try {
        checkpointer.work();
      } catch (RuntimeException e) {
        // The store is broken: whoever uses it is told, and opening it again recovers.
        System.getLogger(Housekeeping.class.getName())
            .log(System.Logger.Level.ERROR, "pages can no longer be written", e);
        return;
      }
    }
  }

  @Override
  public void close() {
    signal(true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
