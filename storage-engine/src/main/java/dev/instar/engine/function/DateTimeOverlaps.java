package dev.instar.engine.function;

/** OVERLAPS, with NULLs as SQL has them: the answer is true if what is known suffices. */
final class DateTimeOverlaps {
  private DateTimeOverlaps() {}

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
