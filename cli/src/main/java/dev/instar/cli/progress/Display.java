package dev.instar.cli.progress;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.run.TimeTaken;
import java.util.List;

/**
 * Shows a migration's progress until it is closed. Thread-safe; after {@link #close} events are
 * ignored, because a worker may still report while the process ends.
 */
public interface Display extends Progress, AutoCloseable {
  /**
   * The migration came to its end, or to where it waits for something.
   *
   * @param times how long what was carried out took, by migration
   */
  void finished(String outcome, List<TimeTaken> times);

  /** The migration failed; the error itself is printed by others where people read. */
  void failed(MigrationException failure);

  @Override
  void close();
}
