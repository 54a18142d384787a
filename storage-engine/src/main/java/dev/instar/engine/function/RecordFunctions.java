package dev.instar.engine.function;

import dev.instar.engine.type.RowValue;
import java.util.Map;
import java.util.function.IntPredicate;

/** Records compared by what is stored of them, which is how {@code *=} and its kind compare. */
final class RecordFunctions {
  private RecordFunctions() {}

  private static final Map<String, IntPredicate> ORDERS =
      Map.of("lt", c -> c < 0, "le", c -> c <= 0, "gt", c -> c > 0, "ge", c -> c >= 0);

  static void register(Registry registry) {
    registry.add("record_image_eq", (a, c) -> row(a[0]).isSameImage(row(a[1])));
    registry.add("record_image_ne", (a, c) -> !row(a[0]).isSameImage(row(a[1])));
    ORDERS.forEach(
        (suffix, holds) ->
            registry.add(
                "record_image_" + suffix,
                (a, c) -> holds.test(row(a[0]).compareImages(row(a[1])))));
    registry.add("btrecordimagecmp", (a, c) -> Integer.signum(row(a[0]).compareImages(row(a[1]))));
  }

  private static RowValue row(Object value) {
    return (RowValue) value;
  }
}
