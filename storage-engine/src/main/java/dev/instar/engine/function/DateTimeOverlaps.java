package dev.instar.engine.function;

import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Time;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;

/** OVERLAPS, with NULLs as SQL has them: the answer is true if what is known suffices. */
final class DateTimeOverlaps {
  private DateTimeOverlaps() {}

  /** The same, where the end of either period may be given by its length. */
  static Boolean ofLengths(Object[] given, CallContext context) {
    Object[] ends = given.clone();
    for (int i = 1; i < ends.length; i += 2) {
      if (ends[i] instanceof Interval) {
        ends[i] = ends[i - 1] == null ? null : end(ends[i - 1], ends[i], context);
      }
    }
    return overlaps(ends, context);
  }

  private static Object end(Object start, Object length, CallContext context) {
    String sum =
        switch (start) {
          case TimestampTz t -> "timestamptz_pl_interval";
          case Timestamp t -> "timestamp_pl_interval";
          case Time t -> "time_pl_interval";
          default -> "timetz_pl_interval";
        };
    return Catalog.REGISTRY.function(sum).apply(new Object[] {start, length}, context);
  }

  /** Two periods, each by its two ends, in any order. */
  static Boolean overlaps(Object[] ends, CallContext context) {
    Object[] first = ordered(ends[0], ends[1], context);
    Object[] second = ordered(ends[2], ends[3], context);
    if (first == null || second == null) {
      return null;
    }
    int starts = ComparisonFunctions.compare(first[0], second[0], context);
    if (starts == 0) {
      return (first[1] == null || second[1] == null) ? null : true;
    }
    Object[] earlier = starts < 0 ? first : second;
    Object[] later = starts < 0 ? second : first;
    if (earlier[1] == null) {
      return null;
    }
    if (ComparisonFunctions.compare(later[0], earlier[1], context) < 0) {
      return true;
    }
    return later[1] == null ? null : false;
  }

  private static Object[] ordered(Object start, Object end, CallContext context) {
    if (start == null && end == null) {
      return null;
    }
    if (start == null || end == null) {
      return new Object[] {start == null ? end : start, null};
    }
    return ComparisonFunctions.compare(start, end, context) <= 0
        ? new Object[] {start, end}
        : new Object[] {end, start};
  }
}
