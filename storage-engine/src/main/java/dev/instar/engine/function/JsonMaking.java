package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.DateTimePrinter;
import dev.instar.engine.type.JsonPrinter;
import dev.instar.engine.type.JsonReader;
import dev.instar.engine.type.JsonValue;
import dev.instar.engine.type.RowValue;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;

/** SQL values as JSON: to_json, json_build_object and their like. */
final class JsonMaking {
  private JsonMaking() {}

  /** As {@code to_json}: json keeps its text, jsonb prints as itself. */
  static String json(DataType type, Object value, SessionFunctions session) {
    StringBuilder out = new StringBuilder();
    json(out, type, value, session);
    return out.toString();
  }

  static void json(StringBuilder out, DataType type, Object value, SessionFunctions session) {
    switch (value) {
      case null -> out.append("null");
      case Boolean bool -> out.append(bool);
      case ArrayValue array when type instanceof ArrayType ->
          array(out, type.element().orElseThrow(), array, session, new int[] {0}, 0);
      case RowValue row -> row(out, row, session);
      case JsonValue json -> out.append(JsonPrinter.print(json));
      case String text when type.name().equals("json") -> out.append(text);
      case Timestamp time -> JsonPrinter.quote(out, DateTimePrinter.printJson(time));
      case TimestampTz time ->
          JsonPrinter.quote(out, DateTimePrinter.printJson(time, session.format()));
      default -> scalar(out, type, value, session);
    }
  }

  private static void scalar(
      StringBuilder out, DataType type, Object value, SessionFunctions session) {
    String text = type.print(value, session.format());
    boolean number =
        switch (type.name()) {
          case "int2", "int4", "int8", "float4", "float8", "numeric" ->
              !text.contains("N") && !text.contains("I");
          default -> false;
        };
    if (number) {
      out.append(text);
    } else {
      JsonPrinter.quote(out, text);
    }
  }

  private static void array(
      StringBuilder out,
      DataType element,
      ArrayValue array,
      SessionFunctions session,
      int[] next,
      int dimension) {
    out.append('[');
    for (int i = 0; array.dimensions() > 0 && i < array.length(dimension); i++) {
      if (i > 0) {
        out.append(',');
      }
      if (dimension + 1 < array.dimensions()) {
        array(out, element, array, session, next, dimension + 1);
      } else {
        json(out, element, array.element(next[0]++), session);
      }
    }
    out.append(']');
  }

  private static void row(StringBuilder out, RowValue row, SessionFunctions session) {
    out.append('{');
    for (int i = 0; i < row.types().size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      JsonPrinter.quote(out, row.name(i));
      out.append(':');
      json(out, row.types().get(i), row.field(i), session);
    }
    out.append('}');
  }

  /** As {@code to_jsonb}. */
  static JsonValue jsonb(DataType type, Object value, SessionFunctions session) {
    return value instanceof JsonValue json ? json : JsonReader.parse(json(type, value, session));
  }

  /** The key of an object that an argument gives. */
  static String key(DataType type, Object value, int position, SessionFunctions session) {
    if (value == null) {
      throw new SqlException(
          SqlState.NULL_VALUE_NOT_ALLOWED,
          position < 0
              ? "field name must not be null"
              : "argument " + position + ": key must not be null");
    }
    if (value instanceof ArrayValue || value instanceof JsonValue || type.name().equals("json")) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "key value must be scalar, not array, composite, or json");
    }
    return type.name().equals("bool") || type.category() == 'S'
        ? Texts.text(type, value, session)
        : type.print(value, session.format());
  }
}
