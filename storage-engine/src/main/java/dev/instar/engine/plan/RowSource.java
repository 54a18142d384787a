package dev.instar.engine.plan;

/** Rows, one after the other. Of one thread. */
public interface RowSource extends AutoCloseable {
  /**
   * The next row, which from now on is the caller's.
   *
   * @return null at the end, and from then on
   * @throws dev.instar.engine.error.SqlException as the expressions and locks of the statement do
   */
  Object[] next();

  /** Lets go of what it holds. May be called at any time, and again. */
  @Override
  void close();
}
