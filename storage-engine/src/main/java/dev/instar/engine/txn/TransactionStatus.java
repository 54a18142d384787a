package dev.instar.engine.txn;

/** What has become of a transaction. */
public enum TransactionStatus {
  IN_PROGRESS,
  COMMITTED,
  ABORTED
}
