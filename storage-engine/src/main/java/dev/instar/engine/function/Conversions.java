package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.FoldedText;
import dev.instar.engine.type.JsonPrinter;
import dev.instar.engine.type.JsonReader;
import dev.instar.engine.type.JsonValue;
import dev.instar.engine.type.Numeric;
import dev.instar.engine.type.PaddedText;
import dev.instar.engine.type.Utf8;

/** What the casts of the table do to a value. */
final class Conversions {
  private static final int NAME_BYTES = 63;

  private Conversions() {}

  static Cast.Conversion of(DataType from, DataType to) {
    String source = from.name();
    return switch (to.name()) {
      case "int2", "int4", "int8", "numeric", "float4", "float8" ->
          source.equals("jsonb")
              ? (v, s) -> NumberConversions.to(to.name(), jsonNumber((JsonValue) v, to))
              : source.equals("char")
                  ? (v, s) -> (int) (Byte) v
                  : isOid(source) && to.name().equals("int4")
                      // By its bits: the upper half of the OIDs are negative numbers.
                      ? (v, s) -> (int) (long) (Long) v
                      : (v, s) -> NumberConversions.to(to.name(), v);
      case "oid",
          "regclass",
          "regtype",
          "regproc",
          "regprocedure",
          "regoper",
          "regoperator",
          "regnamespace",
          "regrole",
          "regcollation" ->
          from.category() == 'S'
              ? (v, s) -> to.parse(Texts.of(v), s.format())
              : (v, s) -> NumberConversions.oid(v);
      case "bool" ->
          source.equals("jsonb")
              ? (v, s) -> {
                if (v instanceof JsonValue.Bool bool) {
                  return bool.value();
                }
                throw notCastable((JsonValue) v, "boolean");
              }
              : (v, s) -> (Integer) v != 0;
      case "text", "varchar" -> (v, s) -> Texts.text(from, v, s);
      case "name" -> (v, s) -> Utf8.truncate(Texts.text(from, v, s), NAME_BYTES);
      case "bpchar" ->
          (v, s) -> v instanceof PaddedText ? v : new PaddedText(Texts.text(from, v, s));
      case "citext" -> (v, s) -> new FoldedText(Texts.text(from, v, s));
      case "char" ->
          source.equals("int4")
              ? (v, s) -> toChar((Integer) v)
              : (v, s) -> to.parse(Texts.of(v), s.format());
      case "json" -> (v, s) -> JsonPrinter.print((JsonValue) v);
      case "jsonb" -> (v, s) -> JsonReader.parse((String) v);
      case "xid" -> (v, s) -> (Long) v & 0xFFFF_FFFFL;
      default -> DateTimeConversions.of(source, to.name());
    };
  }

  private static boolean isOid(String type) {
    return type.equals("oid") || type.startsWith("reg");
  }

  private static Byte toChar(int value) {
    if (value < Byte.MIN_VALUE || value > Byte.MAX_VALUE) {
      throw dev.instar.engine.type.InputErrors.outOfRange("\"char\"");
    }
    return (byte) value;
  }

  private static Numeric jsonNumber(JsonValue value, DataType to) {
    if (value instanceof JsonValue.NumberValue number) {
      return number.value();
    }
    throw notCastable(value, to.sqlName());
  }

  private static SqlException notCastable(JsonValue value, String type) {
    String kind =
        switch (value) {
          case JsonValue.Null n -> "null";
          case JsonValue.Text t -> "string";
          case JsonValue.NumberValue n -> "numeric";
          case JsonValue.Bool b -> "boolean";
          case JsonValue.Array a -> "array";
          case JsonValue.ObjectValue o -> "object";
        };
    return new SqlException(
        dev.instar.engine.error.SqlState.INVALID_PARAMETER_VALUE,
        "cannot cast jsonb " + kind + " to type " + type);
  }
}
