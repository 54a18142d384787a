package dev.instar.migrator.execute;

/** What other terminals ask of a running migration, as last read from its state. Thread-safe. */
public interface Control {
  /** Whether somebody asked for the cut-over that {@code --postpone-cut-over} holds back. */
  boolean cutOverRequested();

  /**
   * Returns if the migration may go on.
   *
   * @throws dev.instar.migrator.error.MigrationException with ABORTED if somebody asked to abort,
   *     or LEASE_LOST if another runner took over
   */
  void check();
}
