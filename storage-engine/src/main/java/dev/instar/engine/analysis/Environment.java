package dev.instar.engine.analysis;

import java.util.Optional;

/**
 * What surrounds a query: the statement, the query around it, and the WITH queries that it may
 * name.
 */
record Environment(Analysis analysis, Optional<Scope> outer, CommonTables common) {
  static Environment of(Analysis analysis) {
    return new Environment(analysis, Optional.empty(), CommonTables.NONE);
  }

  /** Of a query within an expression or in FROM. */
  Environment within(Scope scope) {
    return new Environment(analysis, Optional.of(scope), common);
  }

  Environment with(CommonTables more) {
    return new Environment(analysis, outer, more);
  }
}
