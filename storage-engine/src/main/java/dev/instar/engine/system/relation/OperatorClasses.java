package dev.instar.engine.system.relation;

import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.type.DataType;
import java.util.Optional;

/** B-tree operator classes: which one indexes values of a type. Stateless. */
final class OperatorClasses {
  private static final long BTREE = 403;

  private OperatorClasses() {}

  /** By name, or the type's default; 0 if there is none. */
  static Long of(DataType type, Optional<String> name) {
    DataFile classes = DataFile.of("pg_opclass");
    String input = inputType(type);
    for (Object[] row : classes.rows()) {
      boolean btree = Long.valueOf(BTREE).equals(classes.get(row, "opcmethod"));
      boolean matches =
          name.isPresent()
              ? name.get().equals(classes.get(row, "opcname"))
              : Boolean.TRUE.equals(classes.get(row, "opcdefault"))
                  && typeName(classes.get(row, "opcintype")).equals(input);
      if (btree && matches) {
        return (Long) row[0];
      }
    }
    return 0L;
  }

  private static String typeName(Object oid) {
    DataFile types = DataFile.of("pg_type");
    Object[] row = types.find((Long) oid);
    return row == null ? "" : (String) types.get(row, "typname");
  }

  /** The type whose class it shares. */
  static String inputType(DataType type) {
    if (type.kind() == 'e') {
      return "anyenum";
    }
    if (type.category() == 'A' && type.name().startsWith("_")) {
      return "anyarray";
    }
    return switch (type.name()) {
      case "varchar", "citext" -> "text";
      case "regclass", "regtype", "regproc", "regnamespace", "regrole" -> "oid";
      default -> type.name();
    };
  }
}
