package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundStatement;

/** Plans changes of rows; implemented by the room that makes them. Thread-safe. */
public interface ChangePlanner {
  /**
   * Its WITH queries are the caller's business.
   *
   * @param planning for the rows that the change begins with, and its expressions
   * @return a node whose sources are {@link ChangeSource}s
   */
  PlanNode insert(BoundStatement.Insert insert, Planning planning);

  PlanNode update(BoundStatement.Update update, Planning planning);

  PlanNode delete(BoundStatement.Delete delete, Planning planning);
}
