package dev.instar.engine.txn;

/** What vacuum may do with a row version; PostgreSQL's HeapTupleSatisfiesVacuum. */
public enum VersionFate {
  /** The newest, or all there is. */
  LIVE,
  /** Deleted, but a snapshot may still see it. */
  RECENTLY_DEAD,
  /** Nobody sees it, and nobody will. */
  DEAD,
  /** Its creator has not ended. */
  BEING_CREATED,
  /** Its deleter has not ended. */
  BEING_DELETED
}
