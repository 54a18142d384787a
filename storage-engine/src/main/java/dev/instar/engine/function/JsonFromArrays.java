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
import java.util.StringJoiner;

/** json_object and jsonb_object: of an array of keys and values, or of an array of each. */
final class JsonFromArrays {
  private JsonFromArrays() {}

  /** A key and its value, which may be null. */
  private record Member(String key, String value) {}

  static void register(Registry registry) {
    registry.add("json_object", (a, c) -> json(members((ArrayValue) a[0])));
    registry.add(
        "json_object_two_arg", (a, c) -> json(members((ArrayValue) a[0], (ArrayValue) a[1])));
    registry.add("jsonb_object", (a, c) -> jsonb(members((ArrayValue) a[0])));
    registry.add(
        "jsonb_object_two_arg", (a, c) -> jsonb(members((ArrayValue) a[0], (ArrayValue) a[1])));
  }

  private static String json(List<Member> members) {
    StringJoiner out = new StringJoiner(", ", "{", "}");
    for (Member member : members) {
      StringBuilder text = new StringBuilder();
      JsonPrinter.quote(text, member.key());
      text.append(" : ");
      if (member.value() == null) {
        text.append("null");
      } else {
        JsonPrinter.quote(text, member.value());
      }
      out.add(text);
    }
    return out.toString();
  }

  private static JsonValue jsonb(List<Member> members) {
    Map<String, JsonValue> values = new LinkedHashMap<>();
    for (Member member : members) {
      values.put(
          member.key(),
          member.value() == null ? JsonValue.Null.NULL : new JsonValue.Text(member.value()));
    }
    return JsonValue.ObjectValue.of(values);
  }

  private static List<Member> members(ArrayValue pairs) {
    boolean inPairs = pairs.dimensions() == 2;
    if (pairs.dimensions() > 2) {
      throw wrong("wrong number of array subscripts");
    }
    if (inPairs && pairs.length(1) != 2) {
      throw wrong("array must have two columns");
    }
    List<Object> elements = new ArrayList<>(pairs.elements());
    if (elements.size() % 2 != 0) {
      throw wrong("array must have even number of elements");
    }
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < elements.size(); i += 2) {
      members.add(member(elements.get(i), elements.get(i + 1)));
    }
    return members;
  }

  private static List<Member> members(ArrayValue keys, ArrayValue values) {
    if (keys.dimensions() > 1 || keys.dimensions() != values.dimensions()) {
      throw wrong("wrong number of array subscripts");
    }
    List<Object> names = new ArrayList<>(keys.elements());
    List<Object> texts = new ArrayList<>(values.elements());
    if (names.size() != texts.size()) {
      throw wrong("mismatched array dimensions");
    }
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      members.add(member(names.get(i), texts.get(i)));
    }
    return members;
  }

  private static SqlException wrong(String message) {
    return new SqlException(SqlState.ARRAY_SUBSCRIPT_ERROR, message);
  }

  private static Member member(Object key, Object value) {
    if (key == null) {
      throw new SqlException(
          SqlState.NULL_VALUE_NOT_ALLOWED, "null value not allowed for object key");
    }
    return new Member(Texts.of(key), value == null ? null : Texts.of(value));
  }
}
