package dev.instar.migrator.shadow;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.migrator.shadow.ledger.KeyRange;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * One connection through which rows are copied, applied or compared. Used by one thread at a time.
 * Every method that writes is one transaction, which first checks the migration's epoch (I10).
 *
 * <p>Methods throw {@link dev.instar.migrator.error.MigrationException}; one that tells of a lost
 * connection leaves the outcome unknown, and then the whole pipeline ends and is resumed under a
 * new epoch.
 */
public interface ShadowSession extends AutoCloseable {
  /**
   * The key of the {@code rows}-th row of the source within {@code range}, in key order; empty if
   * the range has no more rows than that.
   */
  Optional<Key> bound(KeyRange range, long rows);

  /** Reserves keys that are in the way of a piece of work; false if they cannot be had now. */
  @FunctionalInterface
  interface Reservation {
    boolean of(Set<Key> keys);
  }

  /**
   * Copies a chunk; the finished range is saved with it (I5).
   *
   * @param reserve asked once at most, for rows to be read anew in the same snapshot as the chunk
   */
  Written copy(KeyRange range, Reservation reserve);

  /**
   * Applies keys: deletes their rows from the shadow, inserts them as the source has them now,
   * saves {@code position} with them (I5).
   *
   * @param within only keys in this range have been copied; for keys that the client cannot place
   * @param reserve asked once at most, for rows to be read anew in the same snapshot as the keys
   */
  Written flush(
      Collection<Key> keys, LogPosition position, Optional<KeyRange> within, Reservation reserve);

  /** Saves a position at or below which everything is settled. */
  void save(LogPosition position);

  /** Empties the shadow and forgets the finished ranges, in one transaction. */
  void restart();

  /** Compares a range in one snapshot. Writes nothing. */
  Comparison compare(KeyRange range);

  /** Compares these keys in one snapshot. Writes nothing. */
  Set<Key> differing(Collection<Key> keys);

  @Override
  void close();
}
