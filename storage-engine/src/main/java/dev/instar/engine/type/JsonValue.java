package dev.instar.engine.type;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value of jsonb. Objects have each key once, shorter keys first and those of one length by their
 * bytes; numbers are numeric, so that 1.0 keeps its scale and equals 1. Immutable.
 */
public sealed interface JsonValue extends Comparable<JsonValue> {
  /** JSON's null. */
  record Null() implements JsonValue {
    /** The only one. */
    public static final Null NULL = new Null();
  }

  /** A string. */
  record Text(String text) implements JsonValue {}

  /** A number. */
  record NumberValue(Numeric value) implements JsonValue {}

  /** true or false. */
  record Bool(boolean value) implements JsonValue {}

  /** An array. */
  record Array(List<JsonValue> elements) implements JsonValue {
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /** An object. */
  record ObjectValue(Members members) implements JsonValue {
    public static ObjectValue of(Map<String, JsonValue> members) {
      return new ObjectValue(new Members(members));
    }
  }

  /** The order of jsonb: null, strings, numbers, booleans, arrays, objects. */
  @Override
  default int compareTo(JsonValue other) {
    return JsonOrder.compare(this, other);
  }

  /** The members of an object, in jsonb's order. Equal if they have equal keys and values. */
  final class Members {
    private final TreeMap<String, JsonValue> map = new TreeMap<>(JsonOrder::compareKeys);

    public Members(Map<String, JsonValue> members) {
      map.putAll(members);
    }

    /** In order; not to be changed. */
    public Map<String, JsonValue> map() {
      return map;
    }

    public JsonValue get(String key) {
      return map.get(key);
    }

    public int size() {
      return map.size();
    }

    @Override
    public boolean equals(java.lang.Object other) {
      return other instanceof Members members && map.equals(members.map);
    }

    @Override
    public int hashCode() {
      return map.hashCode();
    }

    @Override
    public String toString() {
      return map.toString();
    }
  }
}
