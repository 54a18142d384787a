package dev.instar.engine.store;

/**
 * What a transaction does to the store, as it stands in the log. Tables and indexes are known by
 * numbers that are never used again; both come into being with their first change.
 *
 * <p>Identities are for readers of the log who were not there: what identified the row before, as
 * the caller encodes it (PostgreSQL's replica identity); the store does not look at them.
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed through; changes are not compared.
public sealed interface StoreChange {
  /** A row that was not there; ids are given out by {@link VersionedTable#newRowId}. */
  record RowInserted(long table, long row, int command, byte[] payload) implements StoreChange {}

  /**
   * A new version of a row. What is newer than the base was rolled back: whoever updates a row has
   * it locked.
   *
   * @param base the number of the version that is replaced
   */
  record RowUpdated(long table, long row, long base, int command, byte[] payload, byte[] identity)
      implements StoreChange {}

  /**
   * @param base the number of the version that is deleted
   */
  record RowDeleted(long table, long row, long base, int command, byte[] identity)
      implements StoreChange {}

  /** A key that a row has in its new version and did not have in the base. */
  record IndexAdded(long index, byte[] key, long row) implements StoreChange {}

  record IndexRemoved(long index, byte[] key, long row) implements StoreChange {}

  /** Not undone by a rollback: logged by whoever knows that it is committed. */
  record TableDropped(long table) implements StoreChange {}

  /** As {@link TableDropped}. */
  record IndexDropped(long index) implements StoreChange {}
}
