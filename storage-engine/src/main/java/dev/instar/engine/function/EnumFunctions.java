package dev.instar.engine.function;

import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.EnumType;
import java.util.List;

/** What an enum consists of. The arguments only tell the type, but for the bounds of a range. */
final class EnumFunctions {
  private EnumFunctions() {}

  static void register(Registry registry) {
    registry.add("enum_first", (a, c) -> oids(c.argument(0)).getFirst());
    registry.add("enum_last", (a, c) -> oids(c.argument(0)).getLast());
    registry.add("enum_range_all", (a, c) -> ArrayValue.of(oids(c.argument(0))));
    registry.add(
        "enum_range_bounds",
        (a, c) -> {
          List<Object> all = oids(c.argument(0));
          int from = a[0] == null ? 0 : all.indexOf(a[0]);
          int to = a[1] == null ? all.size() : all.indexOf(a[1]) + 1;
          return ArrayValue.of(from < to ? all.subList(from, to) : List.of());
        });
  }

  private static List<Object> oids(DataType type) {
    return ((EnumType) type).labels().stream().map(label -> (Object) (Long) label.oid()).toList();
  }
}
