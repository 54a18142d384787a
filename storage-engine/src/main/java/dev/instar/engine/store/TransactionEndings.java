package dev.instar.engine.store;

import dev.instar.engine.txn.TransactionStatus;

/** Is told how transactions ended. */
@FunctionalInterface
public interface TransactionEndings {
  void ended(long transaction, TransactionStatus status);
}
