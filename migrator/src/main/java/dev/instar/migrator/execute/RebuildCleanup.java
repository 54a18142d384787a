package dev.instar.migrator.execute;

/** Takes back a rebuild that has not been swapped. */
@FunctionalInterface
public interface RebuildCleanup {
  /**
   * Drops whatever the step has made so far (shadow, slot, publication, replication origins) and
   * its rows in the state tables, so that nothing is left of it. Idempotent, and at ease when
   * nothing was made yet or half of it is gone. Called by the runner that holds the lease, and only
   * while the step is not swapped.
   *
   * @throws dev.instar.migrator.error.MigrationException if it cannot; it can be tried again
   */
  void discard(StepContext context) throws InterruptedException;
}
