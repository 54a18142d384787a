package dev.instar.engine.type;

/** Comparison inside arrays and rows, where NULL is above everything and equal to itself. */
final class NullOrder {
  private NullOrder() {}

  static int compare(DataType type, Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    return type.compare(left, right);
  }
}
