package dev.instar.engine.type;

import java.util.Iterator;
import java.util.Map;

/** The order of jsonb's B-tree operator class. */
final class JsonOrder {
  private JsonOrder() {}

  /** Shorter keys first, then by bytes. */
  static int compareKeys(String left, String right) {
    int length = Integer.compare(Utf8.length(left), Utf8.length(right));
    return length != 0 ? length : Utf8.compare(left, right);
  }

  /**
   * A scalar at the top is stored as an array of one element, and sizes are compared last and
   * count: an empty array is below every scalar.
   */
  static int compare(JsonValue left, JsonValue right) {
    boolean leftArray = left instanceof JsonValue.Array;
    boolean rightArray = right instanceof JsonValue.Array;
    boolean neitherObject =
        !(left instanceof JsonValue.ObjectValue) && !(right instanceof JsonValue.ObjectValue);
    if (leftArray != rightArray && neitherObject) {
      int size = Integer.compare(topSize(left), topSize(right));
      return size != 0 ? size : leftArray ? 1 : -1;
    }
    return compareNested(left, right);
  }

  private static int topSize(JsonValue value) {
    return value instanceof JsonValue.Array array ? array.elements().size() : 1;
  }

  private static int rank(JsonValue value) {
    return switch (value) {
      case JsonValue.Null n -> 0;
      case JsonValue.Text t -> 1;
      case JsonValue.NumberValue n -> 2;
      case JsonValue.Bool b -> 3;
      case JsonValue.Array a -> 4;
      case JsonValue.ObjectValue o -> 5;
    };
  }

  private static int compareNested(JsonValue left, JsonValue right) {
    int rank = Integer.compare(rank(left), rank(right));
    if (rank != 0) {
      return rank;
    }
    return switch (left) {
      case JsonValue.Null n -> 0;
      case JsonValue.Text text -> Utf8.compare(text.text(), ((JsonValue.Text) right).text());
      case JsonValue.NumberValue number ->
          number.value().compareTo(((JsonValue.NumberValue) right).value());
      case JsonValue.Bool bool -> Boolean.compare(bool.value(), ((JsonValue.Bool) right).value());
      case JsonValue.Array array -> compareArrays(array, (JsonValue.Array) right);
      case JsonValue.ObjectValue object -> compareObjects(object, (JsonValue.ObjectValue) right);
    };
  }

  private static int compareArrays(JsonValue.Array left, JsonValue.Array right) {
    int size = Integer.compare(left.elements().size(), right.elements().size());
    for (int i = 0; size == 0 && i < left.elements().size(); i++) {
      int element = compareNested(left.elements().get(i), right.elements().get(i));
      if (element != 0) {
        return element;
      }
    }
    return size;
  }

  private static int compareObjects(JsonValue.ObjectValue left, JsonValue.ObjectValue right) {
    int size = Integer.compare(left.members().size(), right.members().size());
    if (size != 0) {
      return size;
    }
    Iterator<Map.Entry<String, JsonValue>> other = right.members().map().entrySet().iterator();
    for (Map.Entry<String, JsonValue> mine : left.members().map().entrySet()) {
      Map.Entry<String, JsonValue> theirs = other.next();
      int key = Utf8.compare(mine.getKey(), theirs.getKey());
      int pair = key != 0 ? key : compareNested(mine.getValue(), theirs.getValue());
      if (pair != 0) {
        return pair;
      }
    }
    return 0;
  }
}
