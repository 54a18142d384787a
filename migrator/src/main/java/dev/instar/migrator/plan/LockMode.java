package dev.instar.migrator.plan;

/** PostgreSQL's table lock levels, weakest first. */
public enum LockMode {
  ACCESS_SHARE("ACCESS SHARE"),
  ROW_SHARE("ROW SHARE"),
  ROW_EXCLUSIVE("ROW EXCLUSIVE"),
  SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE"),
  SHARE("SHARE"),
  SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE"),
  EXCLUSIVE("EXCLUSIVE"),
  ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE");

  private final String sql;

  LockMode(String sql) {
    this.sql = sql;
  }

  /** The level as LOCK TABLE writes it. */
  public String sql() {
    return sql;
  }

  /** Whether plain SELECTs wait for a holder of this level. */
  public boolean blocksReads() {
    return this == ACCESS_EXCLUSIVE;
  }

  /** Whether INSERT, UPDATE and DELETE wait for a holder of this level. */
  public boolean blocksWrites() {
    return compareTo(SHARE) >= 0;
  }

  /**
   * Whether other schema changes of the table, VACUUM and ANALYZE wait for a holder of this level.
   */
  public boolean blocksDdl() {
    return compareTo(SHARE_UPDATE_EXCLUSIVE) >= 0;
  }
}
