package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.schema.TableName;

/**
 * A relation that the swap needs in ACCESS EXCLUSIVE mode.
 *
 * @param oid the relation
 * @param name its name
 * @param role what it is to the table
 * @param lock the statement that takes the lock and changes nothing
 */
public record LockedRelation(long oid, TableName name, Role role, String lock) {
  /** What a relation is to the table that is swapped. */
  public enum Role {
    VIEW,
    SOURCE,
    SHADOW,
    /** The other end of a foreign key. */
    FOREIGN_KEY
  }
}
