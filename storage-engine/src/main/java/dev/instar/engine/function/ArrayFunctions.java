package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arrays. PostgreSQL's manual, section 9.19. */
final class ArrayFunctions {
  private ArrayFunctions() {}

  static void register(Registry registry) {
    shape(registry);
    building(registry);
    searching(registry);
  }

  private static ArrayValue array(Object[] a, int index) {
    return (ArrayValue) a[index];
  }

  private static void shape(Registry registry) {
    registry.add(
        "array_ndims", (a, c) -> array(a, 0).dimensions() == 0 ? null : array(a, 0).dimensions());
    registry.add(
        "array_dims",
        (a, c) ->
            array(a, 0).dimensions() == 0
                ? null
                : IntStream.range(0, array(a, 0).dimensions())
                    .mapToObj(
                        i ->
                            "[" + array(a, 0).lowerBound(i) + ":" + array(a, 0).upperBound(i) + "]")
                    .collect(Collectors.joining()));
    registry.add("array_length", (a, c) -> has(a) ? array(a, 0).length((Integer) a[1] - 1) : null);
    registry.add(
        "array_lower", (a, c) -> has(a) ? array(a, 0).lowerBound((Integer) a[1] - 1) : null);
    registry.add(
        "array_upper", (a, c) -> has(a) ? array(a, 0).upperBound((Integer) a[1] - 1) : null);
    registry.add("array_cardinality", (a, c) -> array(a, 0).size());
  }

  private static boolean has(Object[] a) {
    int dimension = (Integer) a[1];
    return dimension > 0 && dimension <= array(a, 0).dimensions();
  }

  private static SqlException incompatible() {
    return new SqlException(
        SqlState.ARRAY_SUBSCRIPT_ERROR, "cannot concatenate incompatible arrays");
  }

  private static ArrayValue oneDimension(Object array) {
    ArrayValue value = array == null ? ArrayValue.EMPTY : (ArrayValue) array;
    if (value.dimensions() > 1) {
      throw new SqlException(
          SqlState.DATA_EXCEPTION, "argument must be empty or one-dimensional array");
    }
    return value;
  }

  private static void building(Registry registry) {
    registry.add(
        "array_append",
        (a, c) -> {
          ArrayValue array = oneDimension(a[0]);
          Object[] elements = Arrays.copyOf(array.elements().toArray(), array.size() + 1);
          elements[array.size()] = a[1];
          return new ArrayValue(
              new int[] {elements.length},
              new int[] {array.dimensions() == 0 ? 1 : array.lowerBound(0)},
              elements);
        });
    registry.add(
        "array_prepend",
        (a, c) -> {
          ArrayValue array = oneDimension(a[1]);
          List<Object> elements = new ArrayList<>();
          elements.add(a[0]);
          elements.addAll(array.elements());
          return new ArrayValue(
              new int[] {elements.size()},
              new int[] {array.dimensions() == 0 ? 1 : array.lowerBound(0)},
              elements.toArray());
        });
    registry.add("array_cat", (a, c) -> cat(a[0], a[1]));
    registry.add("array_remove", (a, c) -> a[0] == null ? null : remove(array(a, 0), a[1], c));
    registry.add(
        "array_replace",
        (a, c) -> {
          if (a[0] == null) {
            return null;
          }
          Object[] elements = array(a, 0).elements().toArray();
          for (int i = 0; i < elements.length; i++) {
            elements[i] = same(elements[i], a[1], element(c, 0)) ? a[2] : elements[i];
          }
          return array(a, 0).withElements(elements);
        });
    registry.add("array_fill", (a, c) -> fill(a[0], a[1], null));
    registry.add("array_fill_with_lower_bounds", (a, c) -> fill(a[0], a[1], a[2]));
    registry.add(
        "trim_array",
        (a, c) -> {
          ArrayValue array = array(a, 0);
          int count = (Integer) a[1];
          int length = array.dimensions() == 0 ? 0 : array.length(0);
          if (count < 0 || count > length) {
            throw new SqlException(
                SqlState.ARRAY_SUBSCRIPT_ERROR,
                "number of elements to trim must be between 0 and " + length);
          }
          return ArraySlices.slice(
              array,
              new int[][] {
                {
                  array.dimensions() == 0 ? 1 : array.lowerBound(0),
                  (array.dimensions() == 0 ? 1 : array.lowerBound(0)) + length - count - 1
                }
              });
        });
  }

  private static DataType element(CallContext context, int argument) {
    return context.argument(argument).element().orElseThrow();
  }

  static boolean same(Object left, Object right, DataType type) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    return type.compare(left, right) == 0;
  }

  private static Object cat(Object left, Object right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    ArrayValue a = (ArrayValue) left;
    ArrayValue b = (ArrayValue) right;
    if (a.dimensions() == 0 || b.dimensions() == 0) {
      return a.dimensions() == 0 ? b : a;
    }
    if (Math.abs(a.dimensions() - b.dimensions()) > 1) {
      throw incompatible();
    }
    ArrayValue larger = a.dimensions() >= b.dimensions() ? a : b;
    int dimensions = larger.dimensions();
    int[] lengths = new int[dimensions];
    int[] lower = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      lengths[i] = larger.length(i);
      lower[i] = larger.lowerBound(i);
    }
    int skipA = a.dimensions() < dimensions ? 1 : 0;
    int skipB = b.dimensions() < dimensions ? 1 : 0;
    for (int i = 1; i < dimensions; i++) {
      if (a.length(i - skipA) != lengths[i] || b.length(i - skipB) != lengths[i]) {
        throw incompatible();
      }
    }
    lengths[0] = (skipA == 1 ? 1 : a.length(0)) + (skipB == 1 ? 1 : b.length(0));
    List<Object> elements = new ArrayList<>(a.elements());
    elements.addAll(b.elements());
    return new ArrayValue(lengths, lower, elements.toArray());
  }

  private static ArrayValue remove(ArrayValue array, Object value, CallContext context) {
    if (array.dimensions() > 1) {
      throw SqlException.unsupported("removing elements from multidimensional arrays");
    }
    List<Object> kept = new ArrayList<>();
    for (Object item : array.elements()) {
      if (!same(item, value, element(context, 0))) {
        kept.add(item);
      }
    }
    return kept.isEmpty()
        ? ArrayValue.EMPTY
        : new ArrayValue(new int[] {kept.size()}, new int[] {array.lowerBound(0)}, kept.toArray());
  }

  private static ArrayValue fill(Object value, Object lengths, Object lowerBounds) {
    if (lengths == null) {
      throw new SqlException(
          SqlState.NULL_VALUE_NOT_ALLOWED, "dimension array or low bound array cannot be null");
    }
    int[] sizes = ((ArrayValue) lengths).elements().stream().mapToInt(e -> (Integer) e).toArray();
    int[] lower = new int[sizes.length];
    Arrays.fill(lower, 1);
    if (lowerBounds != null) {
      lower = ((ArrayValue) lowerBounds).elements().stream().mapToInt(e -> (Integer) e).toArray();
    }
    long count = sizes.length == 0 ? 0 : 1;
    for (int size : sizes) {
      count *= size;
      if (size < 0 || count > 100_000_000) {
        throw new SqlException(
            SqlState.PROGRAM_LIMIT_EXCEEDED, "array size exceeds the maximum allowed");
      }
    }
    if (count == 0) {
      return ArrayValue.EMPTY;
    }
    Object[] elements = new Object[(int) count];
    Arrays.fill(elements, value);
    return new ArrayValue(sizes, lower, elements);
  }

  private static void searching(Registry registry) {
    registry.add("array_position", (a, c) -> position(a, 1, c));
    registry.add(
        "array_position_start",
        (a, c) -> {
          if (a[2] == null) {
            throw new SqlException(
                SqlState.NULL_VALUE_NOT_ALLOWED, "initial position must not be null");
          }
          return position(a, (Integer) a[2], c);
        });
    registry.add(
        "array_positions",
        (a, c) -> {
          if (a[0] == null) {
            return null;
          }
          ArrayValue array = array(a, 0);
          List<Object> found = new ArrayList<>();
          for (int i = 0; i < array.size(); i++) {
            if (same(array.element(i), a[1], element(c, 0))) {
              found.add(i + array.lowerBound(0));
            }
          }
          return ArrayValue.of(found);
        });
    registry.add("arraycontains", (a, c) -> contains(array(a, 0), array(a, 1), c));
    registry.add("arraycontained", (a, c) -> contains(array(a, 1), array(a, 0), c));
    registry.add(
        "arrayoverlap",
        (a, c) ->
            array(a, 0).elements().stream()
                .filter(Objects::nonNull)
                .anyMatch(x -> includes(array(a, 1), x, c)));
  }

  private static Integer position(Object[] a, int start, CallContext context) {
    if (a[0] == null) {
      return null;
    }
    ArrayValue array = array(a, 0);
    if (array.dimensions() > 1) {
      throw SqlException.unsupported("searching for elements in multidimensional arrays");
    }
    for (int i = 0; i < array.size(); i++) {
      int at = i + array.lowerBound(0);
      if (at >= start && same(array.element(i), a[1], element(context, 0))) {
        return at;
      }
    }
    return null;
  }

  private static boolean includes(ArrayValue array, Object value, CallContext context) {
    DataType type = element(context, 0);
    for (Object item : array.elements()) {
      if (item != null && type.compare(item, value) == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(ArrayValue whole, ArrayValue part, CallContext context) {
    for (Object value : part.elements()) {
      if (value == null || !includes(whole, value, context)) {
        return false;
      }
    }
    return true;
  }
}
