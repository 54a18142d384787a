package dev.instar.samples.demo;

import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** One way to change the table. */
@FunctionalInterface
interface Change {
  /**
   * Changes it, and returns when that is done.
   *
   * @param status is told in a few words how far it is, from any thread
   * @return what Instar says it did, where it was Instar
   */
  Optional<ProgressEvent.RebuildSummary> run(SharedDatabase database, Consumer<String> status)
      throws SQLException, InterruptedException;
}
