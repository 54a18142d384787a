package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.JsonPrinter;
import dev.instar.engine.type.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** jsonb: parts, containment and making. PostgreSQL's manual, section 9.16. */
final class JsonbFunctions {
  private JsonbFunctions() {}

  static void register(Registry registry) {
    making(registry);
    parts(registry);
    sets(registry);
    JsonbEditing.register(registry);
    registry.add("jsonb_contains", (a, c) -> contains(json(a, 0), json(a, 1), true));
    registry.add("jsonb_contained", (a, c) -> contains(json(a, 1), json(a, 0), true));
    registry.add("jsonb_exists", (a, c) -> exists(json(a, 0), Texts.of(a[1])));
    registry.add(
        "jsonb_exists_any",
        (a, c) ->
            ((ArrayValue) a[1])
                .elements().stream()
                    .anyMatch(key -> key != null && exists(json(a, 0), Texts.of(key))));
    registry.add(
        "jsonb_exists_all",
        (a, c) ->
            ((ArrayValue) a[1])
                .elements().stream()
                    .allMatch(key -> key == null || exists(json(a, 0), Texts.of(key))));
    registry.add("jsonb_pretty", (a, c) -> JsonPrinter.pretty(json(a, 0)));
    registry.add("jsonb_typeof", (a, c) -> typeOf(json(a, 0)));
  }

  static JsonValue json(Object[] a, int index) {
    return (JsonValue) a[index];
  }

  private static void making(Registry registry) {
    registry.add("to_jsonb", (a, c) -> JsonMaking.jsonb(c.argument(0), a[0], c.session()));
    registry.add("jsonb_build_array_noargs", (a, c) -> new JsonValue.Array(List.of()));
    registry.add("jsonb_build_object_noargs", (a, c) -> JsonValue.ObjectValue.of(Map.of()));
    registry.add(
        "jsonb_build_array",
        (a, c) -> {
          List<JsonValue> elements = new ArrayList<>();
          for (int i = 0; i < a.length; i++) {
            elements.add(JsonMaking.jsonb(c.argument(i), a[i], c.session()));
          }
          return new JsonValue.Array(elements);
        });
    registry.add(
        "jsonb_build_object",
        (a, c) -> {
          JsonFunctions.evenly(a.length);
          Map<String, JsonValue> members = new LinkedHashMap<>();
          for (int i = 0; i < a.length; i += 2) {
            members.put(
                JsonMaking.key(c.argument(i), a[i], i + 1, c.session()),
                JsonMaking.jsonb(c.argument(i + 1), a[i + 1], c.session()));
          }
          return JsonValue.ObjectValue.of(members);
        });
  }

  private static void parts(Registry registry) {
    registry.add("jsonb_object_field", (a, c) -> field(json(a, 0), Texts.of(a[1])));
    registry.add("jsonb_object_field_text", (a, c) -> text(field(json(a, 0), Texts.of(a[1]))));
    registry.add("jsonb_array_element", (a, c) -> element(json(a, 0), (Integer) a[1]));
    registry.add("jsonb_array_element_text", (a, c) -> text(element(json(a, 0), (Integer) a[1])));
    registry.add("jsonb_extract_path", (a, c) -> path(json(a, 0), (ArrayValue) a[1]));
    registry.add("jsonb_extract_path_text", (a, c) -> text(path(json(a, 0), (ArrayValue) a[1])));
    registry.add("jsonb_array_length", (a, c) -> array(json(a, 0), "get array length of a").size());
  }

  static JsonValue field(JsonValue value, String key) {
    return value instanceof JsonValue.ObjectValue object ? object.members().get(key) : null;
  }

  static JsonValue element(JsonValue value, int index) {
    if (!(value instanceof JsonValue.Array array)) {
      return null;
    }
    int at = index < 0 ? array.elements().size() + index : index;
    return at >= 0 && at < array.elements().size() ? array.elements().get(at) : null;
  }

  static String text(JsonValue value) {
    return switch (value) {
      case null -> null;
      case JsonValue.Null n -> null;
      case JsonValue.Text text -> text.text();
      default -> JsonPrinter.print(value);
    };
  }

  static JsonValue path(JsonValue value, ArrayValue path) {
    JsonValue at = value;
    for (Object step : path.elements()) {
      if (step == null || at == null) {
        return null;
      }
      if (at instanceof JsonValue.Array) {
        Integer index = JsonFunctions.index(Texts.of(step));
        at = index == null ? null : element(at, index);
      } else {
        at = field(at, Texts.of(step));
      }
    }
    return at;
  }

  private static List<JsonValue> array(JsonValue value, String purpose) {
    if (value instanceof JsonValue.Array array) {
      return array.elements();
    }
    boolean object = value instanceof JsonValue.ObjectValue;
    throw new SqlException(
        SqlState.INVALID_PARAMETER_VALUE,
        purpose.startsWith("get")
            ? "cannot " + purpose + (object ? " non-array" : " scalar")
            : object
                ? "cannot extract elements from an object"
                : "cannot extract elements from a scalar");
  }

  private static Map<String, JsonValue> members(JsonValue value, String function) {
    if (value instanceof JsonValue.ObjectValue object) {
      return object.members().map();
    }
    boolean array = value instanceof JsonValue.Array;
    throw new SqlException(
        SqlState.INVALID_PARAMETER_VALUE,
        function.equals("jsonb_object_keys")
            ? "cannot call jsonb_object_keys on " + (array ? "an array" : "a scalar")
            : "cannot call " + function + " on a non-object");
  }

  private static void sets(Registry registry) {
    registry.add("jsonb_array_elements", (a, c) -> array(json(a, 0), "").iterator());
    registry.add(
        "jsonb_array_elements_text",
        (a, c) -> array(json(a, 0), "").stream().map(JsonbFunctions::text).iterator());
    registry.add(
        "jsonb_each",
        (a, c) ->
            members(json(a, 0), "jsonb_each").entrySet().stream()
                .map(e -> new Object[] {e.getKey(), e.getValue()})
                .iterator());
    registry.add(
        "jsonb_each_text",
        (a, c) ->
            members(json(a, 0), "jsonb_each_text").entrySet().stream()
                .map(e -> new Object[] {e.getKey(), text(e.getValue())})
                .iterator());
    registry.add(
        "jsonb_object_keys",
        (a, c) -> members(json(a, 0), "jsonb_object_keys").keySet().iterator());
  }

  private static boolean isScalar(JsonValue value) {
    return !(value instanceof JsonValue.ObjectValue || value instanceof JsonValue.Array);
  }

  /** At the top an array contains a scalar that is one of its elements. */
  private static boolean contains(JsonValue whole, JsonValue part, boolean top) {
    if (whole instanceof JsonValue.ObjectValue object
        && part instanceof JsonValue.ObjectValue wanted) {
      for (Map.Entry<String, JsonValue> member : wanted.members().map().entrySet()) {
        JsonValue found = object.members().get(member.getKey());
        if (found == null || !contains(found, member.getValue(), false)) {
          return false;
        }
      }
      return true;
    }
    if (whole instanceof JsonValue.Array array) {
      if (part instanceof JsonValue.Array wanted) {
        return wanted.elements().stream()
            .allMatch(w -> array.elements().stream().anyMatch(e -> contains(e, w, false)));
      }
      return top && isScalar(part) && array.elements().contains(part);
    }
    return isScalar(whole) && isScalar(part) && whole.equals(part);
  }

  private static boolean exists(JsonValue value, String key) {
    return switch (value) {
      case JsonValue.ObjectValue object -> object.members().get(key) != null;
      case JsonValue.Array array -> array.elements().contains(new JsonValue.Text(key));
      case JsonValue.Text text -> text.text().equals(key);
      default -> false;
    };
  }

  static String typeOf(JsonValue value) {
    return switch (value) {
      case JsonValue.Null n -> "null";
      case JsonValue.Text t -> "string";
      case JsonValue.NumberValue n -> "number";
      case JsonValue.Bool b -> "boolean";
      case JsonValue.Array a -> "array";
      case JsonValue.ObjectValue o -> "object";
    };
  }
}
