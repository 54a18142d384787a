package dev.instar.engine.lock;

/**
 * The four strengths at which a row is locked, weakest first, and which of them exclude each other
 * (PostgreSQL's manual, 13.3.2). An UPDATE that leaves every key alone takes NO KEY UPDATE, so that
 * rows that refer to this one can still be inserted; any other UPDATE, and DELETE, take UPDATE.
 */
public enum RowLockMode {
  KEY_SHARE(0, "KEY SHARE", LockMode.ACCESS_SHARE),
  SHARE(1, "SHARE", LockMode.ROW_SHARE),
  NO_KEY_UPDATE(2, "NO KEY UPDATE", LockMode.EXCLUSIVE),
  UPDATE(3, "UPDATE", LockMode.ACCESS_EXCLUSIVE);

  private static final ConflictTable CONFLICTS =
      new ConflictTable(
          ". . . x", // KEY SHARE
          ". . x x", // SHARE
          ". x x x", // NO KEY UPDATE
          "x x x x"); // UPDATE

  private final int index;
  private final String sql;
  private final LockMode queueMode;

  RowLockMode(int index, String sql, LockMode queueMode) {
    this.index = index;
    this.sql = sql;
    this.queueMode = queueMode;
  }

  /** As it is written after SELECT … FOR. */
  public String sql() {
    return sql;
  }

  /** Whether two transactions cannot hold the two at once. Symmetric. */
  public boolean conflictsWith(RowLockMode other) {
    return (CONFLICTS.mask(index) >> other.index & 1) != 0;
  }

  /** The lock on the row's {@link LockTag.Row} by which those who wait for the row queue up. */
  LockMode queueMode() {
    return queueMode;
  }
}
