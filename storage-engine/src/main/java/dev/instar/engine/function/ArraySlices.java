package dev.instar.engine.function;

import dev.instar.engine.type.ArrayValue;
import java.util.ArrayList;
import java.util.List;

/** Subscripts: {@code a[1]}, {@code a[1:2][3:4]}. PostgreSQL's manual, section 8.15.3. */
public final class ArraySlices {
  private ArraySlices() {}

  /** The element at those subscripts; null outside the array or with too few or many of them. */
  public static Object element(ArrayValue array, int... subscripts) {
    if (subscripts.length != array.dimensions()) {
      return null;
    }
    int index = 0;
    for (int i = 0; i < subscripts.length; i++) {
      if (subscripts[i] < array.lowerBound(i) || subscripts[i] > array.upperBound(i)) {
        return null;
      }
      index = index * array.length(i) + subscripts[i] - array.lowerBound(i);
    }
    return array.element(index);
  }

  /**
   * The part within the bounds, counted from 1.
   *
   * @param bounds lower and upper of each dimension; of those left out all
   */
  public static ArrayValue slice(ArrayValue array, int[][] bounds) {
    int dimensions = array.dimensions();
    if (bounds.length > dimensions) {
      return ArrayValue.EMPTY;
    }
    int[] from = new int[dimensions];
    int[] lengths = new int[dimensions];
    int[] lower = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      int low =
          i < bounds.length ? Math.max(bounds[i][0], array.lowerBound(i)) : array.lowerBound(i);
      int high =
          i < bounds.length ? Math.min(bounds[i][1], array.upperBound(i)) : array.upperBound(i);
      if (high < low) {
        return ArrayValue.EMPTY;
      }
      from[i] = low - array.lowerBound(i);
      lengths[i] = high - low + 1;
      lower[i] = 1;
    }
    List<Object> elements = new ArrayList<>();
    collect(array, from, lengths, 0, 0, elements);
    return new ArrayValue(lengths, lower, elements.toArray());
  }

  private static void collect(
      ArrayValue array, int[] from, int[] lengths, int dimension, int index, List<Object> out) {
    if (dimension == lengths.length) {
      out.add(array.element(index));
      return;
    }
    for (int i = 0; i < lengths[dimension]; i++) {
      collect(
          array,
          from,
          lengths,
          dimension + 1,
          index * array.length(dimension) + from[dimension] + i,
          out);
    }
  }
}
