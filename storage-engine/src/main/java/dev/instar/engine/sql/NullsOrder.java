package dev.instar.engine.sql;

/** NULLS FIRST or LAST, of a query's order and an index's. */
public enum NullsOrder {
  /** Not written: last where it ascends, first where it descends. */
  DEFAULT,
  FIRST,
  LAST;

  /** Whether NULLs come first in a key that ascends or descends. */
  public boolean first(boolean descending) {
    return this == DEFAULT ? descending : this == FIRST;
  }
}
