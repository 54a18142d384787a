package dev.instar.engine.evaluation;

import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.FoldedText;

/** The order of a type's values; text by its collation. Neither is null. Thread-safe. */
@FunctionalInterface
public interface ValueOrder {
  int compare(Object left, Object right);

  /**
   * @param collation null for the default one
   */
  static ValueOrder of(DataType type, Collation collation) {
    Collation order = collation == null ? Collation.DEFAULT : collation;
    return switch (type.name()) {
      case "int2", "int4", "int8" ->
          (a, b) -> Long.compare(((Number) a).longValue(), ((Number) b).longValue());
      case "text", "varchar", "name" -> (a, b) -> order.compare((String) a, (String) b);
      case "citext" ->
          (a, b) -> order.compare(((FoldedText) a).folded(), ((FoldedText) b).folded());
      default -> type::compare;
    };
  }
}
