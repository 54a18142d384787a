package dev.instar.engine.evaluation;

import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;

/** The order of a type's values; text by its collation. Neither is null. Thread-safe. */
@FunctionalInterface
public interface ValueOrder {
  int compare(Object left, Object right);

  static ValueOrder of(DataType type, Collation collation) {
    return switch (type.name()) {
      case "int2", "int4", "int8" ->
          (a, b) -> Long.compare(((Number) a).longValue(), ((Number) b).longValue());
      case "text", "varchar", "name" -> (a, b) -> collation.compare((String) a, (String) b);
      default -> collation.order(type)::compare;
    };
  }
}
