package dev.instar.migrator.execute;

/**
 * Carries out one step. Called again after a crash or a stop for a step that was begun and is not
 * marked done: it then finds out from the database how far it had come, and goes on.
 */
@FunctionalInterface
public interface StepExecutor {
  /**
   * Carries the step out, to its end.
   *
   * @throws dev.instar.migrator.error.MigrationException if it cannot; the step can be tried again
   *     unless the exception says otherwise
   * @throws InterruptedException if the run was asked to stop; what was begun can be resumed
   */
  void execute(StepContext context) throws InterruptedException;
}
