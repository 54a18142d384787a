package dev.instar.migrator.throttle;

/** One number that says how loaded something is. Read by one thread at a time. */
public interface Signal {
  /** What it is called in settings and messages, such as {@code replica_lag}. */
  String name();

  /**
   * Reads it now. May block for a while; a reading that does not return makes the signal stale.
   *
   * @throws RuntimeException counts as unreadable, too
   */
  Reading read() throws InterruptedException;
}
