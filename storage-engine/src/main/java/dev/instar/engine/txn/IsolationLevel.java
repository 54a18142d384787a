package dev.instar.engine.txn;

/** Which snapshot a statement reads. READ UNCOMMITTED is READ COMMITTED, as on PostgreSQL. */
public enum IsolationLevel {
  /** Each statement has its own. */
  READ_COMMITTED("read committed"),
  /** The first statement's serves the whole transaction. */
  REPEATABLE_READ("repeatable read"),
  /** So does it here, and what could not have happened one after the other fails with 40001. */
  SERIALIZABLE("serializable");

  private final String sql;

  IsolationLevel(String sql) {
    this.sql = sql;
  }

  /** As SHOW transaction_isolation writes it. */
  public String sql() {
    return sql;
  }

  public boolean keepsSnapshot() {
    return this != READ_COMMITTED;
  }
}
