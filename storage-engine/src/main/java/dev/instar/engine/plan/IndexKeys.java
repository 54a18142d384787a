package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.evaluation.ValueOrder;
import dev.instar.engine.table.IndexRange;
import dev.instar.engine.type.ArrayValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which part of an index is looked at: the values of its leading keys, and bounds of the next.
 *
 * @param equal one for each leading key, or for several of them
 * @param low null for no bound
 * @param high null for no bound
 * @param text the conditions, for EXPLAIN; empty for all of the index
 */
record IndexKeys(List<Key> equal, End low, End high, String text) {
  /** What a leading key has to be. */
  sealed interface Key {
    /**
     * One value; no row has a key that equals NULL.
     *
     * @param conversion to the key's type
     */
    record One(Evaluator value, KeyConversion conversion) implements Key {}

    /** Any of the elements of an array. */
    record Any(Evaluator array, KeyConversion conversion, ValueOrder order) implements Key {}

    /** Any of some values. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record AnyOf(Evaluator[] values, KeyConversion conversion, ValueOrder order) implements Key {}

    /** As one of the rows that a query gives; what several keys have to be together. */
    record AnyRow(Evaluator rows, List<Part> parts) implements Key {
      public AnyRow {
        parts = List.copyOf(parts);
      }
    }

    /** IS NULL. */
    record Null() implements Key {}
  }

  /** Where in a row the value for a key stands. */
  record Part(int column, KeyConversion conversion, ValueOrder order) {}

  /** What a key is compared with. */
  record EndValue(Evaluator value, KeyConversion conversion) {}

  /**
   * A bound.
   *
   * @param values of one key, or of several that are compared as a row
   */
  record End(List<EndValue> values, boolean inclusive) {
    End {
      values = List.copyOf(values);
    }

    /** Null if no key is on its side. */
    IndexRange.Bound bound(Frame frame, boolean low) {
      List<Object> keys = new ArrayList<>(values.size());
      for (EndValue end : values) {
        Object compared = end.value().evaluate(frame);
        Object key = end.conversion().bound(compared, low);
        if (key == null) {
          // Of those that are equal so far none is on its side.
          return keys.isEmpty() ? null : new IndexRange.Bound(keys, false);
        }
        keys.add(key);
        if (end.conversion() != KeyConversion.NONE && end.conversion().value(compared) == null) {
          // Beyond all keys of the type on the other side: then even the outermost one is within.
          return new IndexRange.Bound(keys, true);
        }
      }
      return new IndexRange.Bound(keys, inclusive);
    }
  }

  /** The ranges in the index's order, or backward; none if no row can be there. */
  List<IndexRange> ranges(Frame frame, boolean backward) {
    List<List<Object>> prefixes = new ArrayList<>(1);
    prefixes.add(new ArrayList<>(equal.size()));
    for (Key key : equal) {
      switch (key) {
        case Key.One one -> {
          Object value = one.conversion().value(one.value().evaluate(frame));
          if (value == null) {
            return List.of();
          }
          prefixes.forEach(prefix -> prefix.add(value));
        }
        case Key.Null none -> prefixes.forEach(prefix -> prefix.add(null));
        case Key.Any any -> {
          ArrayValue array = (ArrayValue) any.array().evaluate(frame);
          if (array == null) {
            return List.of();
          }
          Object[] values = array.elements().toArray();
          prefixes = times(prefixes, values, any.conversion(), any.order(), backward);
        }
        case Key.AnyOf any -> {
          Object[] values = new Object[any.values().length];
          for (int i = 0; i < values.length; i++) {
            values[i] = any.values()[i].evaluate(frame);
          }
          prefixes = times(prefixes, values, any.conversion(), any.order(), backward);
        }
        case Key.AnyRow any -> prefixes = times(prefixes, distinct(any, frame, backward));
      }
    }
    Optional<IndexRange.Bound> lowest = Optional.empty();
    Optional<IndexRange.Bound> highest = Optional.empty();
    if (low != null) {
      lowest = Optional.ofNullable(low.bound(frame, true));
      if (lowest.isEmpty()) {
        return List.of();
      }
    }
    if (high != null) {
      highest = Optional.ofNullable(high.bound(frame, false));
      if (highest.isEmpty()) {
        return List.of();
      }
    }
    List<IndexRange> ranges = new ArrayList<>(prefixes.size());
    for (List<Object> prefix : prefixes) {
      ranges.add(new IndexRange(prefix, lowest, highest, backward));
    }
    return ranges;
  }

  private static List<List<Object>> times(
      List<List<Object>> prefixes,
      Object[] values,
      KeyConversion conversion,
      ValueOrder order,
      boolean backward) {
    List<Object> distinct = distinct(values, conversion, order, backward);
    return times(prefixes, distinct.stream().map(List::of).toList());
  }

  private static List<List<Object>> times(List<List<Object>> prefixes, List<List<Object>> further) {
    List<List<Object>> more = new ArrayList<>(prefixes.size() * further.size());
    for (List<Object> prefix : prefixes) {
      for (List<Object> values : further) {
        List<Object> longer = new ArrayList<>(prefix);
        longer.addAll(values);
        more.add(longer);
      }
    }
    return more;
  }

  /** The rows as keys, in the keys' order; no key is equal to one with a NULL. */
  private static List<List<Object>> distinct(Key.AnyRow any, Frame frame, boolean backward) {
    Comparator<List<Object>> order = (a, b) -> compare(any.parts(), a, b);
    TreeSet<List<Object>> distinct = new TreeSet<>(backward ? order.reversed() : order);
    for (Object row : (List<?>) any.rows().evaluate(frame)) {
      List<Object> values = new ArrayList<>(any.parts().size());
      for (Part part : any.parts()) {
        Object value = part.conversion().value(((Object[]) row)[part.column()]);
        if (value != null) {
          values.add(value);
        }
      }
      if (values.size() == any.parts().size()) {
        distinct.add(values);
      }
    }
    return List.copyOf(distinct);
  }

  private static int compare(List<Part> parts, List<Object> left, List<Object> right) {
    int order = 0;
    for (int i = 0; order == 0 && i < parts.size(); i++) {
      order = parts.get(i).order().compare(left.get(i), right.get(i));
    }
    return order;
  }

  private static List<Object> distinct(
      Object[] values, KeyConversion conversion, ValueOrder order, boolean backward) {
    Object[] converted = new Object[values.length];
    int count = 0;
    for (Object value : values) {
      Object key = conversion.value(value);
      if (key != null) {
        converted[count++] = key;
      }
    }
    Arrays.sort(converted, 0, count, backward ? (a, b) -> order.compare(b, a) : order::compare);
    List<Object> distinct = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (i == 0 || order.compare(converted[i - 1], converted[i]) != 0) {
        distinct.add(converted[i]);
      }
    }
    return distinct;
  }
}
