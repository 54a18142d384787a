package dev.instar.engine.txn.serializable;

import java.util.Comparator;

/**
 * The part of an index that a search looked at.
 *
 * @param index the index's OID
 * @param order the order of its keys
 * @param low null for no lower bound
 * @param high null for no upper bound
 */
public record IndexRange(
    int index,
    Comparator<Object> order,
    Object low,
    boolean lowIncluded,
    Object high,
    boolean highIncluded) {

  /** One key. */
  public static IndexRange point(int index, Comparator<Object> order, Object key) {
    return new IndexRange(index, order, key, true, key, true);
  }

  boolean contains(Object key) {
    if (low != null) {
      int compared = order.compare(key, low);
      if (compared < 0 || (compared == 0 && !lowIncluded)) {
        return false;
      }
    }
    if (high != null) {
      int compared = order.compare(key, high);
      return compared < 0 || (compared == 0 && highIncluded);
    }
    return true;
  }
}
