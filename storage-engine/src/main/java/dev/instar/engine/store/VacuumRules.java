package dev.instar.engine.store;

import java.util.List;

/** What vacuum asks of those who know snapshots and rows. Called by the thread that runs vacuum. */
public interface VacuumRules {
  /** A key that a row has in an index. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by its bytes where that is needed.
  record IndexKey(long index, byte[] key) {}

  /**
   * Whether no snapshot sees a version, and none ever will: its creator was rolled back, or who
   * deleted it is committed for everybody, slots included.
   */
  boolean isDead(RowVersion version);

  /** The entries that a version with this payload has in the table's indexes. */
  List<IndexKey> keys(byte[] payload);

  /** Called every few rows: what it throws ends the run. The rows left over are the next run's. */
  default void checkInterrupts() {}
}
