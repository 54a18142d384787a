package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Numeric;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Functions that return sets: series and the elements of arrays. Lazily. */
final class SetFunctions {
  private SetFunctions() {}

  static void register(Registry registry) {
    registry.add("generate_series_int4", (a, c) -> integers(a));
    registry.add("generate_series_int8", (a, c) -> longs(a));
    registry.add("generate_series_numeric", (a, c) -> numerics(a));
    registry.add("generate_series_timestamp", (a, c) -> timestamps(a));
    registry.add("generate_series_timestamptz", (a, c) -> moments(a, c));
    registry.add("array_unnest", (a, c) -> ((ArrayValue) a[0]).elements().iterator());
    registry.add("sql._pg_expandarray", (a, c) -> numbered((ArrayValue) a[0]));
    registry.add("generate_subscripts", (a, c) -> subscripts(a, false));
    registry.add(
        "generate_subscripts_nodir", (a, c) -> subscripts(a, a.length > 2 && (Boolean) a[2]));
  }

  /** information_schema._pg_expandarray: elements with their places, from 1. */
  private static Iterator<Object[]> numbered(ArrayValue array) {
    return IntStream.range(0, array.size())
        .mapToObj(i -> new Object[] {array.element(i), i + 1})
        .iterator();
  }

  private static Iterator<Integer> subscripts(Object[] a, boolean reverse) {
    ArrayValue array = (ArrayValue) a[0];
    int dimension = (Integer) a[1] - 1;
    if (dimension < 0 || dimension >= array.dimensions()) {
      return IntStream.empty().iterator();
    }
    int low = array.lowerBound(dimension);
    int high = array.upperBound(dimension);
    IntStream all = IntStream.rangeClosed(low, high);
    boolean down = reverse || (a.length > 2 && (Boolean) a[2]);
    return (down ? all.map(i -> high + low - i) : all).iterator();
  }

  /** From a start on, as long as the condition holds; a step that overflows is the last one. */
  private static <T> Iterator<T> series(T start, Predicate<T> goesOn, UnaryOperator<T> step) {
    return new Iterator<>() {
      private T next = goesOn.test(start) ? start : null;

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public T next() {
        if (next == null) {
          throw new NoSuchElementException();
        }
        T current = next;
        T following = step.apply(current);
        next = following != null && goesOn.test(following) ? following : null;
        return current;
      }
    };
  }

  private static SqlException zeroStep() {
    return new SqlException(SqlState.INVALID_PARAMETER_VALUE, "step size cannot equal zero");
  }

  private static Iterator<Integer> integers(Object[] a) {
    int end = (Integer) a[1];
    int step = a.length > 2 ? (Integer) a[2] : 1;
    if (step == 0) {
      throw zeroStep();
    }
    return series(
        (Integer) a[0],
        i -> step > 0 ? i <= end : i >= end,
        i -> {
          long next = (long) i + step;
          return next == (int) next ? (Integer) (int) next : null;
        });
  }

  private static Iterator<Long> longs(Object[] a) {
    long end = (Long) a[1];
    long step = a.length > 2 ? (Long) a[2] : 1;
    if (step == 0) {
      throw zeroStep();
    }
    return series(
        (Long) a[0],
        i -> step > 0 ? i <= end : i >= end,
        i -> {
          long next = i + step;
          boolean overflow = ((i ^ next) & (step ^ next)) < 0;
          return overflow ? null : (Long) next;
        });
  }

  private static Iterator<Numeric> numerics(Object[] a) {
    String[] names = {"start", "stop", "step"};
    for (int i = 0; i < a.length; i++) {
      if (!((Numeric) a[i]).isNumber()) {
        String what = ((Numeric) a[i]).isNaN() ? "NaN" : "infinity";
        throw new SqlException(
            SqlState.INVALID_PARAMETER_VALUE,
            i == 2 ? "step size cannot be " + what : names[i] + " value cannot be " + what);
      }
    }
    Numeric end = (Numeric) a[1];
    Numeric step = a.length > 2 ? (Numeric) a[2] : Numeric.ONE;
    if (step.signum() == 0) {
      throw zeroStep();
    }
    return series(
        (Numeric) a[0],
        n -> step.signum() > 0 ? n.compareTo(end) <= 0 : n.compareTo(end) >= 0,
        n -> NumericFunctions.add(n, step));
  }

  private static int direction(Interval step) {
    int direction = step.compareTo(Interval.ZERO);
    if (direction == 0) {
      throw zeroStep();
    }
    if (!step.isFinite()) {
      throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "step size cannot be infinite");
    }
    return direction;
  }

  private static Iterator<Timestamp> timestamps(Object[] a) {
    Timestamp end = (Timestamp) a[1];
    Interval step = (Interval) a[2];
    int direction = direction(step);
    return series(
        (Timestamp) a[0],
        t -> direction > 0 ? t.compareTo(end) <= 0 : t.compareTo(end) >= 0,
        t -> DateTimeArithmetic.plus(t, step));
  }

  private static Iterator<TimestampTz> moments(Object[] a, CallContext context) {
    TimestampTz end = (TimestampTz) a[1];
    Interval step = (Interval) a[2];
    int direction = direction(step);
    return series(
        (TimestampTz) a[0],
        t -> direction > 0 ? t.compareTo(end) <= 0 : t.compareTo(end) >= 0,
        t -> DateTimeArithmetic.plus(t, step, context.format().timeZone()));
  }
}
