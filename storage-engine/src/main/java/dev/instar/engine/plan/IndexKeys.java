package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.evaluation.ValueOrder;
import dev.instar.engine.table.IndexRange;
import dev.instar.engine.type.ArrayValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which part of an index is looked at: the values of its leading keys, and bounds of the next.
 *
 * @param equal one for each leading key
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

    /** IS NULL. */
    record Null() implements Key {}
  }

  /** A bound. */
  record End(Evaluator value, KeyConversion conversion, boolean inclusive) {
    /** Null if no key is on its side. */
    IndexRange.Bound bound(Frame frame, boolean low) {
      Object compared = value.evaluate(frame);
      Object key = conversion.bound(compared, low);
      if (key == null) {
        return null;
      }
      // Beyond all keys of the type on the other side: then even the outermost one is within.
      boolean within = conversion != KeyConversion.NONE && conversion.value(compared) == null;
      return new IndexRange.Bound(key, inclusive || within);
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
    List<List<Object>> more = new ArrayList<>(prefixes.size() * distinct.size());
    for (List<Object> prefix : prefixes) {
      for (Object value : distinct) {
        List<Object> longer = new ArrayList<>(prefix);
        longer.add(value);
        more.add(longer);
      }
    }
    return more;
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
