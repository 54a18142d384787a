package dev.instar.engine.lock;

/**
 * The eight levels at which a table is locked, weakest first, and which of them exclude each other
 * (PostgreSQL's manual, 13.3.1). Things other than tables are locked with the same levels: advisory
 * locks use SHARE and EXCLUSIVE, a transaction holds EXCLUSIVE on its own id.
 */
public enum LockMode {
  ACCESS_SHARE(0, "ACCESS SHARE", "AccessShareLock"),
  ROW_SHARE(1, "ROW SHARE", "RowShareLock"),
  ROW_EXCLUSIVE(2, "ROW EXCLUSIVE", "RowExclusiveLock"),
  SHARE_UPDATE_EXCLUSIVE(3, "SHARE UPDATE EXCLUSIVE", "ShareUpdateExclusiveLock"),
  SHARE(4, "SHARE", "ShareLock"),
  SHARE_ROW_EXCLUSIVE(5, "SHARE ROW EXCLUSIVE", "ShareRowExclusiveLock"),
  EXCLUSIVE(6, "EXCLUSIVE", "ExclusiveLock"),
  ACCESS_EXCLUSIVE(7, "ACCESS EXCLUSIVE", "AccessExclusiveLock");

  /** Row: what is asked for. Column, in the order above: what is held. */
  private static final ConflictTable CONFLICTS =
      new ConflictTable(
          ". . . . . . . x", // ACCESS SHARE
          ". . . . . . x x", // ROW SHARE
          ". . . . x x x x", // ROW EXCLUSIVE
          ". . . x x x x x", // SHARE UPDATE EXCLUSIVE
          ". . x x . x x x", // SHARE
          ". . x x x x x x", // SHARE ROW EXCLUSIVE
          ". x x x x x x x", // EXCLUSIVE
          "x x x x x x x x"); // ACCESS EXCLUSIVE

  static final int COUNT = values().length;

  private final int index;
  private final String sql;
  private final String displayName;

  LockMode(int index, String sql, String displayName) {
    this.index = index;
    this.sql = sql;
    this.displayName = displayName;
  }

  /** As LOCK TABLE writes it: {@code ACCESS EXCLUSIVE}. */
  public String sql() {
    return sql;
  }

  /** As pg_locks and error messages write it: {@code AccessExclusiveLock}. */
  public String displayName() {
    return displayName;
  }

  /** Whether two owners cannot hold the two at once. Symmetric. */
  public boolean conflictsWith(LockMode other) {
    return (conflicts() & other.bit()) != 0;
  }

  /** The set of modes this one excludes, as {@link #bit}s. */
  int conflicts() {
    return CONFLICTS.mask(index());
  }

  int bit() {
    return 1 << index();
  }

  /** Its place above: from 0 for the weakest. */
  int index() {
    return index;
  }
}
