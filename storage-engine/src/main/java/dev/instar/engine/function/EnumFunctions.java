package dev.instar.engine.function;

import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.EnumType;
import java.util.List;

/** What an enum consists of. The arguments only tell the type, but for the bounds of a range. */
final class EnumFunctions {
  private EnumFunctions() {}

  static void register(Registry registry) {
    registry.add("enum_first", (a, c) -> usable(c.argument(0), oids(c.argument(0)).getFirst()));
    registry.add("enum_last", (a, c) -> usable(c.argument(0), oids(c.argument(0)).getLast()));
    registry.add("enum_range_all", (a, c) -> range(c.argument(0), oids(c.argument(0))));
    registry.add(
        "enum_range_bounds",
        (a, c) -> {
          List<Object> all = oids(c.argument(0));
          int from = a[0] == null ? 0 : all.indexOf(a[0]);
          int to = a[1] == null ? all.size() : all.indexOf(a[1]) + 1;
          return range(c.argument(0), from < to ? all.subList(from, to) : List.of());
        });
  }

  private static Object range(DataType type, List<Object> values) {
    values.forEach(value -> usable(type, value));
    return ArrayValue.of(values);
  }

  private static Object usable(DataType type, Object value) {
    return ((EnumType) type).usable((Long) value);
  }

  private static List<Object> oids(DataType type) {
    return ((EnumType) type).labels().stream().map(label -> (Object) (Long) label.oid()).toList();
  }
}
