package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** jsonb made of other jsonb: joined, with a part set, inserted or taken out. */
final class JsonbEditing {
  private JsonbEditing() {}

  /** What is done where a path ends. */
  private enum Edit {
    SET,
    SET_ONLY,
    INSERT_BEFORE,
    INSERT_AFTER,
    DELETE
  }

  static void register(Registry registry) {
    registry.add(
        "jsonb_concat", (a, c) -> concat(JsonbFunctions.json(a, 0), JsonbFunctions.json(a, 1)));
    registry.add(
        "jsonb_delete", (a, c) -> delete(JsonbFunctions.json(a, 0), List.of(Texts.of(a[1]))));
    registry.add(
        "jsonb_delete_array",
        (a, c) -> delete(JsonbFunctions.json(a, 0), ((ArrayValue) a[1]).elements()));
    registry.add("jsonb_delete_idx", (a, c) -> deleteAt(JsonbFunctions.json(a, 0), (Integer) a[1]));
    registry.add(
        "jsonb_delete_path",
        (a, c) -> {
          JsonValue value = JsonbFunctions.json(a, 0);
          if (isScalar(value)) {
            throw refused("cannot delete path in scalar");
          }
          return edited(value, path(a[1]), 0, null, Edit.DELETE);
        });
    registry.add(
        "jsonb_set",
        (a, c) -> {
          JsonValue value = JsonbFunctions.json(a, 0);
          if (isScalar(value)) {
            throw refused("cannot set path in scalar");
          }
          boolean create = a.length < 4 || (Boolean) a[3];
          return edited(
              value, path(a[1]), 0, JsonbFunctions.json(a, 2), create ? Edit.SET : Edit.SET_ONLY);
        });
    registry.add(
        "jsonb_insert",
        (a, c) -> {
          JsonValue value = JsonbFunctions.json(a, 0);
          if (isScalar(value)) {
            throw refused("cannot set path in scalar");
          }
          boolean after = a.length > 3 && (Boolean) a[3];
          return edited(
              value,
              path(a[1]),
              0,
              JsonbFunctions.json(a, 2),
              after ? Edit.INSERT_AFTER : Edit.INSERT_BEFORE);
        });
    registry.add("jsonb_strip_nulls", (a, c) -> stripped(JsonbFunctions.json(a, 0)));
  }

  private static SqlException refused(String message) {
    return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message);
  }

  private static boolean isScalar(JsonValue value) {
    return !(value instanceof JsonValue.ObjectValue || value instanceof JsonValue.Array);
  }

  private static List<Object> path(Object path) {
    List<Object> steps = ((ArrayValue) path).elements();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) == null) {
        throw new SqlException(
            SqlState.NULL_VALUE_NOT_ALLOWED, "path element at position " + (i + 1) + " is null");
      }
    }
    return steps;
  }

  private static JsonValue concat(JsonValue left, JsonValue right) {
    if (left instanceof JsonValue.ObjectValue a && right instanceof JsonValue.ObjectValue b) {
      Map<String, JsonValue> members = new LinkedHashMap<>(a.members().map());
      members.putAll(b.members().map());
      return JsonValue.ObjectValue.of(members);
    }
    List<JsonValue> elements = new ArrayList<>(elements(left));
    elements.addAll(elements(right));
    return new JsonValue.Array(elements);
  }

  private static List<JsonValue> elements(JsonValue value) {
    return value instanceof JsonValue.Array array ? array.elements() : List.of(value);
  }

  private static JsonValue delete(JsonValue value, List<?> keys) {
    if (isScalar(value)) {
      throw refused("cannot delete from scalar");
    }
    if (value instanceof JsonValue.ObjectValue object) {
      Map<String, JsonValue> members = new LinkedHashMap<>(object.members().map());
      keys.forEach(key -> members.remove(key));
      return JsonValue.ObjectValue.of(members);
    }
    List<JsonValue> elements = new ArrayList<>(elements(value));
    elements.removeIf(e -> e instanceof JsonValue.Text text && keys.contains(text.text()));
    return new JsonValue.Array(elements);
  }

  private static JsonValue deleteAt(JsonValue value, int index) {
    if (value instanceof JsonValue.ObjectValue) {
      throw refused("cannot delete from object using integer index");
    }
    if (isScalar(value)) {
      throw refused("cannot delete from scalar");
    }
    List<JsonValue> elements = new ArrayList<>(elements(value));
    int at = index < 0 ? elements.size() + index : index;
    if (at >= 0 && at < elements.size()) {
      elements.remove(at);
    }
    return new JsonValue.Array(elements);
  }

  private static JsonValue edited(
      JsonValue value, List<Object> path, int level, JsonValue replacement, Edit edit) {
    if (level >= path.size()) {
      return value;
    }
    String step = Texts.of(path.get(level));
    boolean last = level + 1 == path.size();
    return switch (value) {
      case JsonValue.ObjectValue object ->
          inObject(object, step, last, path, level, replacement, edit);
      case JsonValue.Array array -> inArray(array, step, last, path, level, replacement, edit);
      default -> value;
    };
  }

  private static JsonValue inObject(
      JsonValue.ObjectValue object,
      String key,
      boolean last,
      List<Object> path,
      int level,
      JsonValue replacement,
      Edit edit) {
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members().map());
    JsonValue old = members.get(key);
    if (!last) {
      if (old != null) {
        members.put(key, edited(old, path, level + 1, replacement, edit));
      }
    } else if (edit == Edit.DELETE) {
      members.remove(key);
    } else if (old == null) {
      if (edit != Edit.SET_ONLY) {
        members.put(key, replacement);
      }
    } else if (edit == Edit.INSERT_BEFORE || edit == Edit.INSERT_AFTER) {
      throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "cannot replace existing key")
          .with(SqlException.Field.HINT, "Try using the function jsonb_set to replace key value.");
    } else {
      members.put(key, replacement);
    }
    return JsonValue.ObjectValue.of(members);
  }

  private static JsonValue inArray(
      JsonValue.Array array,
      String step,
      boolean last,
      List<Object> path,
      int level,
      JsonValue replacement,
      Edit edit) {
    Integer index = JsonFunctions.index(step);
    if (index == null) {
      throw new SqlException(
          SqlState.INVALID_TEXT_REPRESENTATION,
          "path element at position " + (level + 1) + " is not an integer: \"" + step + "\"");
    }
    List<JsonValue> elements = new ArrayList<>(array.elements());
    int size = elements.size();
    int at = index < 0 ? size + index : index;
    boolean inside = at >= 0 && at < size;
    if (!last) {
      if (inside) {
        elements.set(at, edited(elements.get(at), path, level + 1, replacement, edit));
      }
      return new JsonValue.Array(elements);
    }
    switch (edit) {
      case DELETE -> {
        if (inside) {
          elements.remove(at);
        }
      }
      case SET, SET_ONLY -> {
        if (inside) {
          elements.set(at, replacement);
        } else if (edit == Edit.SET) {
          elements.add(at < 0 ? 0 : size, replacement);
        }
      }
      case INSERT_BEFORE -> elements.add(inside ? at : at < 0 ? 0 : size, replacement);
      case INSERT_AFTER -> elements.add(inside ? at + 1 : at < 0 ? 0 : size, replacement);
    }
    return new JsonValue.Array(elements);
  }

  private static JsonValue stripped(JsonValue value) {
    return switch (value) {
      case JsonValue.ObjectValue object -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object
            .members()
            .map()
            .forEach(
                (key, member) -> {
                  if (!(member instanceof JsonValue.Null)) {
                    members.put(key, stripped(member));
                  }
                });
        yield JsonValue.ObjectValue.of(members);
      }
      case JsonValue.Array array ->
          new JsonValue.Array(array.elements().stream().map(JsonbEditing::stripped).toList());
      default -> value;
    };
  }
}
