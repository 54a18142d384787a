package dev.instar.engine.statement;

import java.util.function.Function;

/**
 * For statements that are several transactions, as CREATE INDEX CONCURRENTLY is. Of the session's
 * thread. Locks that are to outlast a transaction are taken for the session ({@code
 * LockScope.SESSION}).
 */
public interface TransactionRunner {
  /**
   * Ends the transaction that is open by committing it, runs the work in a new one, and commits
   * that: when this returns the work is durable and visible. What the work throws rolls it back,
   * and goes through.
   */
  <T> T inTransaction(Function<StatementContext, T> work);
}
