package dev.instar.engine.type;

import java.util.Arrays;
import java.util.List;

/**
 * A value of an array type: elements in row-major order, the length of each dimension and its lower
 * bound. An empty array has no dimensions. Elements may be null. Immutable; whoever hands an array
 * in leaves it as it is.
 */
public final class ArrayValue {
  /** As {@code MAXDIM}. */
  public static final int MAX_DIMENSIONS = 6;

  public static final ArrayValue EMPTY = new ArrayValue(new int[0], new int[0], new Object[0]);

  private final int[] lengths;
  private final int[] lowerBounds;
  private final Object[] elements;

  public ArrayValue(int[] lengths, int[] lowerBounds, Object[] elements) {
    this.lengths = lengths;
    this.lowerBounds = lowerBounds;
    this.elements = elements;
  }

  /** Of one dimension, counted from 1; empty of none. */
  public static ArrayValue of(Object... elements) {
    return elements.length == 0
        ? EMPTY
        : new ArrayValue(new int[] {elements.length}, new int[] {1}, elements);
  }

  public static ArrayValue of(List<?> elements) {
    return of(elements.toArray());
  }

  public int dimensions() {
    return lengths.length;
  }

  /** Of a dimension, from 0. */
  public int length(int dimension) {
    return lengths[dimension];
  }

  public int lowerBound(int dimension) {
    return lowerBounds[dimension];
  }

  public int upperBound(int dimension) {
    return lowerBounds[dimension] + lengths[dimension] - 1;
  }

  /** All of them, over all dimensions. */
  public int size() {
    return elements.length;
  }

  public Object element(int index) {
    return elements[index];
  }

  /** Not a copy. */
  public List<Object> elements() {
    return Arrays.asList(elements);
  }

  /** The same shape around other elements. */
  public ArrayValue withElements(Object[] others) {
    return new ArrayValue(lengths, lowerBounds, others);
  }

  int[] lengths() {
    return lengths;
  }

  int[] lowerBounds() {
    return lowerBounds;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArrayValue array
        && Arrays.equals(lengths, array.lengths)
        && Arrays.equals(lowerBounds, array.lowerBounds)
        && Arrays.equals(elements, array.elements);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lengths) + Arrays.hashCode(elements);
  }

  @Override
  public String toString() {
    return Arrays.toString(elements);
  }
}
