package dev.instar.engine.system.relation;

import dev.instar.engine.statement.StatementContext;

/** Where the rows of a relation come from. Stateless. */
@FunctionalInterface
interface RowMaker {
  /** Makes at least those rows that are wanted. */
  void make(StatementContext context, Wanted wanted, Rows rows);
}
