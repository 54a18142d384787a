package dev.instar.engine.define.index;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operator classes of B-trees that mean what this engine's indexes do: the default one of each
 * type, and the pattern ones, which order text by its bytes as everything here does. Stateless.
 */
public final class OperatorClasses {
  private static final Set<String> PATTERN =
      Set.of("text_pattern_ops", "varchar_pattern_ops", "bpchar_pattern_ops");

  /** {@code pg_opclass}: the types whose default class is not called after them. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "varchar", "text_ops",
          "regclass", "oid_ops",
          "regtype", "oid_ops",
          "regproc", "oid_ops",
          "regnamespace", "oid_ops",
          "regrole", "oid_ops");

  /** Types without an order. */
  private static final Set<String> UNORDERED =
      Set.of("json", "xid", "cid", "pg_snapshot", "unknown");

  /** Names that mean the default class of a type that they are not called after. */
  private static final Map<String, Set<String>> ALSO =
      Map.of("varchar_ops", Set.of("varchar", "text"), "text_ops", Set.of("text", "varchar"));

  private OperatorClasses() {}

  /**
   * The class that a key is to have.
   *
   * @return empty for the type's default one, whatever name it was given
   * @throws SqlException 42704 if there is none or none of that name, 42804 if it is another type's
   */
  public static Optional<String> choose(DataType type, Optional<QualifiedName> written) {
    if (written.isEmpty()) {
      requireOrder(type);
      return Optional.empty();
    }
    String name = written.get().name();
    if (PATTERN.contains(name)) {
      return pattern(name, type);
    }
    if (name.equals(defaultOf(type)) || ALSO.getOrDefault(name, Set.of()).contains(type.name())) {
      requireOrder(type);
      return Optional.empty();
    }
    if (!isKnown(name)) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT,
          "operator class \"" + name + "\" does not exist for access method \"btree\"");
    }
    throw notFor(name, type);
  }

  private static Optional<String> pattern(String name, DataType type) {
    boolean padded = name.startsWith("bpchar");
    boolean fits =
        padded
            ? type.name().equals("bpchar")
            : type.name().equals("text") || type.name().equals("varchar");
    if (!fits) {
      throw notFor(name, type);
    }
    return Optional.of(name);
  }

  private static SqlException notFor(String name, DataType type) {
    return new SqlException(
        SqlState.DATATYPE_MISMATCH,
        "operator class \"" + name + "\" does not accept data type " + type.sqlName());
  }

  private static void requireOrder(DataType type) {
    if (UNORDERED.contains(type.name()) || (type.kind() == 'p' && !type.name().equals("record"))) {
      throw new SqlException(
              SqlState.UNDEFINED_OBJECT,
              "data type "
                  + type.sqlName()
                  + " has no default operator class for access method \"btree\"")
          .with(
              Field.HINT,
              "You must specify an operator class for the index or define a default operator class"
                  + " for the data type.");
    }
  }

  /** The name of a type's default class. */
  public static String defaultOf(DataType type) {
    if (type.element().isPresent()) {
      return "array_ops";
    }
    return type.kind() == 'e'
        ? "enum_ops"
        : DEFAULTS.getOrDefault(type.name(), type.name() + "_ops");
  }

  private static boolean isKnown(String name) {
    return Set.of("array_ops", "enum_ops", "varchar_ops", "record_ops").contains(name)
        || Types.all().stream()
            .anyMatch(type -> defaultOf(type).equals(name) && !UNORDERED.contains(type.name()));
  }
}
