package dev.instar.engine.store;

/** What the store knows of a transaction. */
public enum TransactionStatus {
  /** It runs; or it ran at a crash, and then it counts as rolled back. */
  UNDECIDED,
  COMMITTED,
  ABORTED
}
