package dev.instar.engine.system.relation;

/**
 * OIDs of what has a row in PostgreSQL's catalogs and is no object here: a column's default, a
 * view's rule, a table of a publication. They are computed from the object's that it belongs to, in
 * the upper half of all OIDs, which stored objects do not reach; so they are the same at each
 * reading. Stateless.
 */
public final class MadeOids {
  private static final int UPPER_HALF = 0x8000_0000;
  private static final int MAX_COLUMNS = 1600;

  private MadeOids() {}

  static int ofDefault(int table, int column) {
    return UPPER_HALF | (table * MAX_COLUMNS + column);
  }

  /** The rule that makes a view of a table. */
  static int ofRule(int view) {
    return UPPER_HALF | view;
  }

  /** The view that a rule makes. */
  static int viewOf(int rule) {
    return rule & ~UPPER_HALF;
  }

  static int ofPublished(int publication, int table) {
    return UPPER_HALF | (publication * 31 + table);
  }
}
