package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.schema.TableName;
import java.util.Optional;

/**
 * A relation that the swap needs in ACCESS EXCLUSIVE mode.
 *
 * @param oid the relation
 * @param name its name
 * @param role what it is to the table
 * @param lock the statement that takes the lock and changes nothing
 * @param eviction the statement that waits for an autovacuum to leave, and for which no reader or
 *     writer waits; none for what is never vacuumed
 */
public record LockedRelation(
    long oid, TableName name, Role role, String lock, Optional<String> eviction) {
  /** What a relation is to the table that is swapped. */
  public enum Role {
    VIEW,
    SOURCE,
    SHADOW,
    /** The other end of a foreign key. */
    FOREIGN_KEY
  }
}
