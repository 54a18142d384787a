package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.JsonPrinter;
import dev.instar.engine.type.JsonReader;
import dev.instar.engine.type.JsonReader.Part;
import java.util.ArrayList;
import java.util.List;

/** json, whose parts keep their text as written. PostgreSQL's manual, section 9.16. */
final class JsonFunctions {
  private JsonFunctions() {}

  static void register(Registry registry) {
    JsonFromArrays.register(registry);
    making(registry);
    registry.add("json_object_field", (a, c) -> field((String) a[0], Texts.of(a[1])));
    registry.add("json_object_field_text", (a, c) -> text(field((String) a[0], Texts.of(a[1]))));
    registry.add("json_array_element", (a, c) -> element((String) a[0], (Integer) a[1]));
    registry.add("json_array_element_text", (a, c) -> text(element((String) a[0], (Integer) a[1])));
    registry.add("json_extract_path", (a, c) -> path((String) a[0], (ArrayValue) a[1]));
    registry.add("json_extract_path_text", (a, c) -> text(path((String) a[0], (ArrayValue) a[1])));
    registry.add("json_typeof", (a, c) -> typeOf((String) a[0]));
    registry.add("json_array_length", (a, c) -> array((String) a[0], "get array length of").size());
    registry.add("json_strip_nulls", (a, c) -> stripped((String) a[0]));
    registry.add(
        "json_array_elements",
        (a, c) -> array((String) a[0], "json_array_elements").stream().map(Part::text).iterator());
    registry.add(
        "json_array_elements_text",
        (a, c) ->
            array((String) a[0], "json_array_elements_text").stream()
                .map(part -> text(part.text()))
                .iterator());
    registry.add(
        "json_each",
        (a, c) ->
            object((String) a[0], "json_each").stream()
                .map(part -> new Object[] {part.key(), part.text()})
                .iterator());
    registry.add(
        "json_each_text",
        (a, c) ->
            object((String) a[0], "json_each_text").stream()
                .map(part -> new Object[] {part.key(), text(part.text())})
                .iterator());
    registry.add(
        "json_object_keys",
        (a, c) -> object((String) a[0], "json_object_keys").stream().map(Part::key).iterator());
  }

  private static void making(Registry registry) {
    registry.add("to_json", (a, c) -> JsonMaking.json(c.argument(0), a[0], c.session()));
    registry.add("row_to_json", (a, c) -> JsonMaking.json(c.argument(0), a[0], c.session()));
    registry.add("array_to_json", (a, c) -> JsonMaking.json(c.argument(0), a[0], c.session()));
    registry.add("json_build_array_noargs", (a, c) -> "[]");
    registry.add("json_build_object_noargs", (a, c) -> "{}");
    registry.add(
        "json_build_array",
        (a, c) -> {
          StringBuilder out = new StringBuilder("[");
          for (int i = 0; i < a.length; i++) {
            out.append(i > 0 ? ", " : "");
            JsonMaking.json(out, c.argument(i), a[i], c.session());
          }
          return out.append(']').toString();
        });
    registry.add(
        "json_build_object",
        (a, c) -> {
          evenly(a.length);
          StringBuilder out = new StringBuilder("{");
          for (int i = 0; i < a.length; i += 2) {
            out.append(i > 0 ? ", " : "");
            JsonPrinter.quote(out, JsonMaking.key(c.argument(i), a[i], i + 1, c.session()));
            out.append(" : ");
            JsonMaking.json(out, c.argument(i + 1), a[i + 1], c.session());
          }
          return out.append('}').toString();
        });
  }

  static void evenly(int count) {
    if (count % 2 != 0) {
      throw new SqlException(
              SqlState.INVALID_PARAMETER_VALUE, "argument list must have even number of elements")
          .with(
              SqlException.Field.HINT,
              "The arguments of json_build_object() must consist of alternating keys and values.");
    }
  }

  private static boolean isObject(String json) {
    return json.stripLeading().startsWith("{");
  }

  private static boolean isArray(String json) {
    return json.stripLeading().startsWith("[");
  }

  private static String field(String json, String key) {
    if (!isObject(json)) {
      return null;
    }
    String found = null;
    for (Part part : JsonReader.parts(json)) {
      found = part.key().equals(key) ? part.text() : found;
    }
    return found;
  }

  private static String element(String json, int index) {
    if (!isArray(json)) {
      return null;
    }
    List<Part> parts = JsonReader.parts(json);
    int at = index < 0 ? parts.size() + index : index;
    return at >= 0 && at < parts.size() ? parts.get(at).text() : null;
  }

  /** What {@code ->>} makes of a value: strings without quotes, null as NULL. */
  static String text(String json) {
    if (json == null || json.strip().equals("null")) {
      return null;
    }
    return json.stripLeading().startsWith("\"") ? JsonReader.unquote(json) : json;
  }

  private static String path(String json, ArrayValue path) {
    String at = json;
    for (Object step : path.elements()) {
      if (step == null || at == null) {
        return null;
      }
      if (isArray(at)) {
        Integer index = index(Texts.of(step));
        at = index == null ? null : element(at, index);
      } else {
        at = field(at, Texts.of(step));
      }
    }
    return at;
  }

  /** A step of a path as an index; null if it is none. */
  static Integer index(String step) {
    try {
      return Integer.valueOf(step.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String typeOf(String json) {
    return switch (json.stripLeading().charAt(0)) {
      case '{' -> "object";
      case '[' -> "array";
      case '"' -> "string";
      case 't', 'f' -> "boolean";
      case 'n' -> "null";
      default -> "number";
    };
  }

  private static List<Part> array(String json, String purpose) {
    if (!isArray(json)) {
      String kind = isObject(json) ? "non-array" : "scalar";
      boolean length = purpose.startsWith("get");
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          length
              ? "cannot get array length of a " + kind
              : kind.equals("scalar")
                  ? "cannot call " + purpose + " on a scalar"
                  : "cannot call " + purpose + " on a non-array");
    }
    return JsonReader.parts(json);
  }

  private static List<Part> object(String json, String function) {
    if (!isObject(json)) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          function.equals("json_object_keys")
              ? "cannot call json_object_keys on " + (isArray(json) ? "an array" : "a scalar")
              : isArray(json)
                  ? "cannot deconstruct an array as an object"
                  : "cannot deconstruct a scalar");
    }
    return JsonReader.parts(json);
  }

  private static String stripped(String json) {
    List<Part> parts = JsonReader.parts(json);
    if (parts == null) {
      return json.strip();
    }
    List<String> kept = new ArrayList<>();
    for (Part part : parts) {
      String value = stripped(part.text());
      if (part.key() == null) {
        kept.add(value);
      } else if (!value.equals("null")) {
        kept.add(JsonPrinter.quote(part.key()) + ":" + value);
      }
    }
    String inside = String.join(",", kept);
    return isObject(json) ? "{" + inside + "}" : "[" + inside + "]";
  }
}
