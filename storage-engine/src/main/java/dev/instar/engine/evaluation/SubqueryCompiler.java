package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression;

/** Makes subqueries ready to be evaluated; by whoever plans queries. */
@FunctionalInterface
public interface SubqueryCompiler {
  /**
   * @param evaluators for the subquery's operands
   */
  Evaluator compile(BoundExpression.Subquery subquery, Evaluators evaluators);
}
