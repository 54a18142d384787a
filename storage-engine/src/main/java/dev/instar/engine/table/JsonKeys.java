package dev.instar.engine.table;

import dev.instar.engine.type.JsonValue;
import java.util.Map;

/**
 * jsonb as ordered bytes: a byte for the kind, in the order null, string, number, boolean, array,
 * object; of arrays and objects their size, then what they contain. At the top an empty array is
 * below all else, as on PostgreSQL.
 */
final class JsonKeys {
  private static final int EMPTY_ARRAY = 0;

  private JsonKeys() {}

  static void write(ByteWriter out, JsonValue value) {
    if (value instanceof JsonValue.Array array && array.elements().isEmpty()) {
      out.put(EMPTY_ARRAY);
    } else {
      writeNested(out, value);
    }
  }

  private static void writeNested(ByteWriter out, JsonValue value) {
    switch (value) {
      case JsonValue.Null ignored -> out.put(1);
      case JsonValue.Text text -> KeyEncoder.putText(out.put(2), text.text());
      case JsonValue.NumberValue number -> NumericKeys.write(out.put(3), number.value());
      case JsonValue.Bool bool -> out.put(4).put(bool.value() ? 1 : 0);
      case JsonValue.Array array -> {
        KeyEncoder.putWhole(out.put(5), array.elements().size());
        array.elements().forEach(element -> writeNested(out, element));
      }
      case JsonValue.ObjectValue object -> {
        KeyEncoder.putWhole(out.put(6), object.members().size());
        for (Map.Entry<String, JsonValue> member : object.members().map().entrySet()) {
          KeyEncoder.putText(out, member.getKey());
          writeNested(out, member.getValue());
        }
      }
    }
  }
}
