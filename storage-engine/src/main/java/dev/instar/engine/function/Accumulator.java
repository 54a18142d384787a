package dev.instar.engine.function;

/** One aggregate over one group. Of one thread. DISTINCT, ORDER BY and FILTER are the caller's. */
public interface Accumulator {
  void add(Object[] arguments);

  /** What has been added so far; more may be added afterwards. */
  Object result();
}
