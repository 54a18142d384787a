package dev.instar.migrator.twin;

import java.util.random.RandomGenerator;

/** What one transaction of a writer does. The weight is how often, against the others. */
public enum Operation {
  INSERT(12),
  /** Some columns of a row, not its key. */
  UPDATE_COLUMNS(20),
  /** Every nullable column to NULL. */
  UPDATE_TO_NULL(4),
  /** Every nullable column to a value. */
  UPDATE_FROM_NULL(4),
  /** A large value that is stored out of line; all other updates leave it unchanged. */
  UPDATE_LARGE_VALUE(4),
  CHANGE_KEY(8),
  DELETE(10),
  /** Another row under the same key, in one transaction. */
  DELETE_AND_REINSERT(5),
  /** Two rows exchange their values in a column with a unique constraint. */
  SWAP_UNIQUE(7),
  /** Two rows exchange their keys. */
  SWAP_KEYS(3),
  /** Several of the others. */
  SEVERAL_CHANGES(6),
  /** Several rows in one statement. */
  UPDATE_SEVERAL_ROWS(4),
  /** Changes of which some are rolled back to a savepoint. */
  SAVEPOINT_ROLLBACK(4),
  /** Changes that are rolled back. */
  ABORT(5),
  /** SELECT … FOR UPDATE and then an update. */
  LOCK_AND_UPDATE(5),
  /** A row that all writers update. */
  UPDATE_SHARED_ROW(8),
  /** A read that must agree with the expected image. */
  READ(10);

  private static final int TOTAL;

  static {
    int total = 0;
    for (Operation operation : values()) {
      total += operation.weight;
    }
    TOTAL = total;
  }

  private final int weight;

  Operation(int weight) {
    this.weight = weight;
  }

  static Operation choose(RandomGenerator random) {
    int at = random.nextInt(TOTAL);
    for (Operation operation : values()) {
      at -= operation.weight;
      if (at < 0) {
        return operation;
      }
    }
    throw new AssertionError("the weights add up to their total");
  }
}
