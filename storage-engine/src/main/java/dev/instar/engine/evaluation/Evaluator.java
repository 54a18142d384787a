package dev.instar.engine.evaluation;

/** An expression made ready to be evaluated, many times. Stateless but for its statement. */
@FunctionalInterface
public interface Evaluator {
  /**
   * @return null for NULL
   * @throws dev.instar.engine.error.SqlException as the expression does
   */
  Object evaluate(Frame frame);

  /** Whether a condition holds: NULL is no. */
  default boolean holds(Frame frame) {
    return Boolean.TRUE.equals(evaluate(frame));
  }
}
