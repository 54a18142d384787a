package dev.instar.engine.system.relation;

import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * A row in the making. What is not set is NULL or, where the column is NOT NULL, the type's zero.
 *
 * <p>Values are set as the catalog has them, and become values of the column's type: OIDs and
 * integers, single letters, truth as {@code YES} and {@code NO} in {@code information_schema},
 * lists as arrays.
 */
final class Row {
  private final RelationFacts facts;
  private final Object[] values;

  Row(RelationFacts facts, Object[] values) {
    this.facts = facts;
    this.values = values;
  }

  Row set(String column, Object value) {
    int place = facts.place(column);
    values[place] = convert(facts.columns().get(place).type(), value);
    return this;
  }

  private static Object convert(DataType type, Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> convert(type, optional.orElse(null));
      case Integer number -> ofInteger(type, number);
      case Long number when type.name().equals("int4") -> Math.toIntExact(number);
      case Character letter -> type.name().equals("char") ? letter(letter) : letter.toString();
      case Boolean truth when type.name().equals("varchar") -> truth ? "YES" : "NO";
      case List<?> list -> ofList(type, list);
      default -> value;
    };
  }

  private static Byte letter(char letter) {
    return (byte) letter;
  }

  private static Object ofInteger(DataType type, Integer number) {
    return switch (type.name()) {
      case "oid", "regproc", "regtype", "regclass", "xid" -> Integer.toUnsignedLong(number);
      case "int8" -> Long.valueOf(number);
      case "int2" -> number.shortValue();
      case "float4" -> number.floatValue();
      case "float8" -> number.doubleValue();
      default -> number;
    };
  }

  private static Object ofList(DataType type, List<?> list) {
    DataType element = type.element().orElseThrow();
    Object[] elements = list.stream().map(value -> convert(element, value)).toArray();
    boolean vector = type.name().endsWith("vector");
    return vector
        ? new ArrayValue(new int[] {elements.length}, new int[] {0}, elements)
        : ArrayValue.of(elements);
  }

  /** What a column that nobody sets has. */
  static Object zero(DataType type) {
    return switch (type.name()) {
      case "bool" -> false;
      case "char" -> (byte) 0;
      case "int2", "int4", "int8", "float4", "float8", "oid", "regproc", "regtype", "xid" ->
          ofInteger(type, 0);
      case "name", "text" -> "";
      case "int2vector", "oidvector" -> ofList(type, List.of());
      default -> null;
    };
  }
}
