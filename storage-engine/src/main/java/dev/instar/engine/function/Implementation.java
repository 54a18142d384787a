package dev.instar.engine.function;

/**
 * What a function does. Stateless and usable from any thread; arguments are left as they are.
 * Functions that return sets give an {@link java.util.Iterator}, whose elements are values, or
 * {@code Object[]} where the function has several result columns.
 */
@FunctionalInterface
public interface Implementation {
  /**
   * @param arguments of the types of {@link CallContext#argumentTypes}; null only if the function
   *     is not strict
   * @throws dev.instar.engine.error.SqlException as PostgreSQL does
   */
  Object apply(Object[] arguments, CallContext context);
}
