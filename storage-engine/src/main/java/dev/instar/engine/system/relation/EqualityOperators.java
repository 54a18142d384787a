package dev.instar.engine.system.relation;

import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.HashMap;
import java.util.Map;

/** The operator {@code =} of two values of one type. Immutable. */
final class EqualityOperators {
  private static final Map<Object, Long> BY_TYPE = new HashMap<>();

  static {
    DataFile operators = DataFile.of("pg_operator");
    for (Object[] row : operators.rows()) {
      Object left = operators.get(row, "oprleft");
      boolean same = left.equals(operators.get(row, "oprright"));
      if (same && "=".equals(operators.get(row, "oprname"))) {
        BY_TYPE.put(left, (Long) row[0]);
      }
    }
  }

  private EqualityOperators() {}

  /** 0 if there is none. */
  static Long of(DataType type) {
    String input = OperatorClasses.inputType(type);
    return Types.byName(input)
        .map(found -> BY_TYPE.get(Integer.toUnsignedLong(found.oid())))
        .orElse(0L);
  }
}
