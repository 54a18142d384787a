package dev.instar.engine.store;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Whether the store can still write. The first write or force that fails is the end: what the disk
 * has of it nobody knows, and a second try may be told that all is well. Nothing is changed from
 * then on; opening the directory again recovers what was promised. Thread-safe.
 */
final class Breakdown {
  private final AtomicReference<SqlException> cause = new AtomicReference<>();
  private volatile Consumer<SqlException> listener = any -> {};

  /** Tells somebody, at once if it has happened. */
  void listen(Consumer<SqlException> told) {
    listener = told;
    SqlException known = cause.get();
    if (known != null) {
      told.accept(known);
    }
  }

  /** Something could not be written. Only the first counts. */
  void report(RuntimeException failure) {
    SqlException named = named(failure);
    if (cause.compareAndSet(null, named)) {
      listener.accept(named);
    }
  }

  boolean hasHappened() {
    return cause.get() != null;
  }

  /**
   * @throws SqlException with the state of what has failed: 58030, or 53100 for a full disk
   */
  void check() {
    SqlException known = cause.get();
    if (known != null) {
      throw new SqlException(
              known.state(), "the database has stopped: " + known.getMessage(), known)
          .with(SqlException.Field.HINT, "Open the database again.");
    }
  }

  /** What the disk said, where MVStore has wrapped it into an error of its own. */
  static SqlException named(RuntimeException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SqlException disk) {
        return disk;
      }
    }
    return new SqlException(
        SqlState.IO_ERROR, "the page file could not be written: " + failure.getMessage(), failure);
  }
}
