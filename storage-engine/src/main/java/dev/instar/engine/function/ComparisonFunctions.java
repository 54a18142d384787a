package dev.instar.engine.function;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Date;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.Numeric;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The comparisons. Within a type they are the type's own order, text by the collation; between
 * numbers of two types, and between dates and times of two types, by what they mean.
 */
final class ComparisonFunctions {
  private ComparisonFunctions() {}

  private record Comparison(String suffix, IntPredicate holds) {}

  private static final List<Comparison> ALL =
      List.of(
          new Comparison("eq", c -> c == 0),
          new Comparison("ne", c -> c != 0),
          new Comparison("lt", c -> c < 0),
          new Comparison("le", c -> c <= 0),
          new Comparison("gt", c -> c > 0),
          new Comparison("ge", c -> c >= 0));

  static void register(Registry registry) {
    for (Comparison comparison : ALL) {
      IntPredicate holds = comparison.holds();
      registry.add("compare." + comparison.suffix(), (a, c) -> holds.test(compare(a[0], a[1], c)));
      registry.add(
          "compare_numbers." + comparison.suffix(),
          (a, c) -> holds.test(numbers((Number) a[0], (Number) a[1])));
      registry.add(
          "compare_times." + comparison.suffix(), (a, c) -> holds.test(times(a[0], a[1], c)));
    }
    registry.add("compare.larger", (a, c) -> compare(a[0], a[1], c) >= 0 ? a[0] : a[1]);
    registry.add("compare.smaller", (a, c) -> compare(a[0], a[1], c) <= 0 ? a[0] : a[1]);
    registry.add("compare.order", (a, c) -> compare(a[0], a[1], c));
  }

  static int compare(Object left, Object right, CallContext context) {
    DataType type = context.argument(0);
    if (Collation.isCollatable(type)) {
      return context.collation().compare(type, left, right);
    }
    return type.compare(left, right);
  }

  /** Whole numbers of two sizes, or floating point of two. */
  private static int numbers(Number left, Number right) {
    if (left instanceof Float || left instanceof Double) {
      double a = left.doubleValue();
      double b = right.doubleValue();
      return a == b ? 0 : Double.compare(a, b);
    }
    return Long.compare(left.longValue(), right.longValue());
  }

  private static int times(Object left, Object right, CallContext context) {
    boolean moments = left instanceof TimestampTz || right instanceof TimestampTz;
    return Long.compare(micros(left, moments, context), micros(right, moments, context));
  }

  private static long micros(Object value, boolean moments, CallContext context) {
    Timestamp local;
    switch (value) {
      case TimestampTz moment -> {
        return moment.micros();
      }
      case Timestamp timestamp -> local = timestamp;
      case Date date -> {
        if (date.isFinite()
            && Math.abs((long) date.days()) > DateTimes.END_MICROS / DateTimes.MICROS_PER_DAY) {
          return Long.MAX_VALUE - 1; // beyond every timestamp, and before infinity
        }
        local = DateTimeConversions.timestamp(date);
      }
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
    return moments ? DateTimes.at(local, context.format().timeZone()).micros() : local.micros();
  }

  /** Whether a numeric is zero; the place where division looks. */
  static boolean isZero(Numeric value) {
    return value.isNumber() && value.signum() == 0;
  }
}
