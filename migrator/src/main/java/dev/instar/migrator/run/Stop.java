package dev.instar.migrator.run;

/** Interrupts the operation under way, once and only while it is. Thread-safe. */
final class Stop {
  // Guarded by this.
  private Thread operating;
  private boolean requested;

  /** What can be interrupted. */
  @FunctionalInterface
  interface Operation {
    RunOutcome run() throws InterruptedException;
  }

  synchronized void request() {
    requested = true;
    if (operating != null) {
      operating.interrupt();
    }
  }

  /**
   * Runs an operation on this thread.
   *
   * @throws InterruptedException if it was asked to stop, before or meanwhile
   */
  RunOutcome during(Operation operation) throws InterruptedException {
    begin();
    try {
      return operation.run();
    } finally {
      end();
    }
  }

  private synchronized void begin() throws InterruptedException {
    if (requested) {
      throw new InterruptedException();
    }
    operating = Thread.currentThread();
  }

  /** An interrupt that came too late for the operation is not left to whoever comes next. */
  private synchronized void end() {
    operating = null;
    if (requested) {
      Thread.interrupted();
    }
  }
}
