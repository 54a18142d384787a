package dev.instar.engine.type;

import java.util.Comparator;

/** Comparison inside arrays and rows, where NULL is above everything and equal to itself. */
final class NullOrder {
  private NullOrder() {}

  static int compare(Comparator<Object> order, Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    return order.compare(left, right);
  }
}
