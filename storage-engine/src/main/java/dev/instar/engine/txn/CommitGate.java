package dev.instar.engine.txn;

/**
 * A gate that commits pass between the moment they are durable, and in the changelog, and the
 * moment they are visible. It stands open. Tests close it to hold commits there for as long as they
 * like: on PostgreSQL that gap is as long as a synchronous standby takes. Thread-safe.
 */
public final class CommitGate {
  private boolean closed;
  private int held;

  /** From here commits wait. */
  public synchronized void close() {
    closed = true;
  }

  /** Lets all go that wait. */
  public synchronized void open() {
    closed = false;
    notifyAll();
  }

  /** Waits until that many commits are held. */
  public synchronized void awaitHeld(int count) throws InterruptedException {
    while (held < count) {
      wait();
    }
  }

  /** A commit passes; its transaction is durable, so that not even an interrupt stops it here. */
  synchronized void pass() {
    if (!closed) {
      return;
    }
    boolean interrupted = false;
    held++;
    notifyAll();
    while (closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    held--;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
