package dev.instar.engine.evaluation;

/** What system columns tell of a row: the last slot of a table's part of a row has one. */
public interface RowIdentity {
  /** The table's OID. */
  int table();

  /** The row's number in its table, which its {@code ctid} is made of. */
  long row();

  long createdBy();

  int createdCommand();

  long deletedBy();

  int deletedCommand();
}
