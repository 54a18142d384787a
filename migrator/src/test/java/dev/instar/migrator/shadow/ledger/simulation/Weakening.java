package dev.instar.migrator.shadow.ledger.simulation;

/** One deliberate misreading of an invariant each. {@link #NONE} is the protocol as designed. */
enum Weakening {
  NONE,
  /** Transactions are handed over as they are delivered. */
  I1_THE_GATE_IS_OFF,
  /**
   * The first snapshot is taken while a transaction that is not in the stream is not visible yet.
   */
  I1_COPYING_STARTS_BEFORE_OLDER_TRANSACTIONS_HAVE_ENDED,
  /** A chunk is dispatched after its snapshot was taken. */
  I2_A_CHUNK_IS_IN_FLIGHT_ONLY_AFTER_ITS_SNAPSHOT,
  /** Whether a key is ahead of the copy is decided when its transaction is decoded. */
  I2_A_KEY_IS_LOCATED_WHEN_DECODED,
  /** A chunk counts as finished when its commit is sent. */
  I2_IN_FLIGHT_ENDS_BEFORE_THE_OUTCOME_IS_KNOWN,
  /** A batch counts as done when its commit is sent. */
  I2_A_BATCH_IS_DONE_BEFORE_ITS_OUTCOME_IS_KNOWN,
  /** A key-changing update gives its new key only. */
  I2_A_KEY_CHANGE_GIVES_ITS_NEW_KEY_ONLY,
  /** A batch reads in a snapshot that is older than the batch. */
  I2_A_BATCH_READS_IN_AN_OLDER_SNAPSHOT,
  /** A TRUNCATE is not noticed. */
  I2_A_TRUNCATE_IS_NOT_NOTICED,
  /** Keys that change inside a chunk in flight are flushed at once. */
  I3_KEYS_ARE_FLUSHED_INSIDE_A_CHUNK,
  /** Conflicting keys are written without being reserved. */
  I3_PULLED_KEYS_ARE_NOT_RESERVED,
  /** Where the client cannot compare keys, chunks and batches do not take turns. */
  I3_CHUNKS_AND_BATCHES_DO_NOT_TAKE_TURNS,
  /** A row that conflicts is skipped. */
  I4_ON_CONFLICT_DO_NOTHING,
  /** A duplicate is believed although its two rows were read in two snapshots. */
  I4_A_CONFLICT_IS_DECIDED_IN_TWO_SNAPSHOTS,
  /** What has been handed over counts as applied. */
  I5_THE_POSITION_IS_SAVED_BEFORE_THE_FLUSH,
  /** The position of the open transaction is saved while parts of it are still to come. */
  I5_THE_POSITION_IS_INSIDE_A_TRANSACTION,
  /** Of the finished ranges only the highest bound is saved. */
  I5_THE_FINISHED_SET_IS_ONE_FRONTIER,
  /** Keepalives are acknowledged as they come. */
  I5_MORE_IS_ACKNOWLEDGED_THAN_WAS_SAVED,
  /** What differed when it was compared without markers is not compared again. */
  I7_A_LOOK_SETTLES_WHAT_DIFFERS,

  /** Differences count as they are found. */
  I7_A_DIFFERENCE_COUNTS_AT_ONCE,
  /** A batch that writes wrongly after its range was checked goes unseen. */
  I7_FLUSHED_KEYS_ARE_NOT_CHECKED_AGAIN,
  /** The cut-over takes what is pending under the lock, and does not wait for the rest. */
  I8_THE_LAST_FLUSH_DOES_NOT_WAIT_FOR_THE_MARKER,
  /** The marker is written before the lock is had. */
  I8_THE_MARKER_IS_WRITTEN_BEFORE_THE_LOCK,
  /** Nobody checks the epoch, and a takeover does not wait. */
  I10_THE_EPOCH_IS_NOT_CHECKED,
  /** A successor reads the saved state before it has fenced off its predecessor. */
  I10_THE_STATE_IS_READ_BEFORE_THE_TAKEOVER
}
