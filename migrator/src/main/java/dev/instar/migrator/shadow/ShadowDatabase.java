package dev.instar.migrator.shadow;

import dev.instar.changelog.ChangeStream;
import java.time.Duration;

/** A server that holds a source and its shadow. Thread-safe. */
public interface ShadowDatabase {
  /**
   * A session of its own for one thread. {@code purpose} shows in the server's list of sessions.
   */
  ShadowSession open(String purpose);

  /** The stream of the source's changes, from the saved position on. */
  ChangeStream changes();

  /** Writes a marker into the log, in a transaction of its own. */
  void mark(String content);

  /**
   * Returns if nobody has changed the source's definition since the shadow was made.
   *
   * @throws dev.instar.migrator.error.MigrationException with FOREIGN_CHANGE if somebody has
   */
  void requireUnchanged();

  /** About how many rows the source has. */
  long estimatedRows();

  /** Whether a range of the source's keys is a range of the shadow's, so that ranges compare. */
  boolean comparesRanges();

  /** Whether the shadow has the unique index that flushes need to find rows by key. */
  boolean keyPresent();

  /**
   * Builds the key's index; rows are copied faster without it. Nobody writes to the shadow
   * meanwhile.
   */
  void buildKey();

  /**
   * Builds what else the new shape has in indexes, resolving transient duplicates, and gathers
   * statistics. Nobody writes to the shadow meanwhile.
   */
  void buildIndexes();

  /** Everything outside the lock that a cut-over needs; called before every attempt. */
  CutOverAttempt prepareCutOver();

  /** One attempt at the cut-over. */
  interface CutOverAttempt extends AutoCloseable {
    /**
     * Takes the locks, within {@code budget} at most from the moment anybody may have to wait.
     *
     * @return the session that holds the locks: flushes and comparisons go through it and stay
     *     uncommitted until {@link #swap}
     * @throws dev.instar.migrator.error.MigrationException with LOCK_NOT_AVAILABLE, naming who is
     *     in the way
     */
    ShadowSession lock(Duration budget);

    /** Swaps, checks the catalog against what was expected, and commits. */
    void swap();

    /** Lets go of everything; rolls back what was not committed. */
    @Override
    void close();
  }
}
