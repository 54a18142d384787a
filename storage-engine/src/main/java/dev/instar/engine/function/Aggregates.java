package dev.instar.engine.function;

import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.Bytes;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.JsonPrinter;
import dev.instar.engine.type.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** The aggregates but for sums and statistics. PostgreSQL's manual, section 9.21. */
final class Aggregates {
  private Aggregates() {}

  static void register(Registry registry) {
    registry.addAggregate("agg.count", context -> new Count());
    registry.addAggregate(
        "agg.max", c -> folding((x, y) -> ComparisonFunctions.compare(x, y, c) >= 0 ? x : y));
    registry.addAggregate(
        "agg.min", c -> folding((x, y) -> ComparisonFunctions.compare(x, y, c) <= 0 ? x : y));
    registry.addAggregate("agg.bool_and", c -> folding((x, y) -> (Boolean) x && (Boolean) y));
    registry.addAggregate("agg.every", c -> folding((x, y) -> (Boolean) x && (Boolean) y));
    registry.addAggregate("agg.bool_or", c -> folding((x, y) -> (Boolean) x || (Boolean) y));
    registry.addAggregate("agg.bit_and", c -> folding((x, y) -> bits(x, y, '&')));
    registry.addAggregate("agg.bit_or", c -> folding((x, y) -> bits(x, y, '|')));
    registry.addAggregate("agg.bit_xor", c -> folding((x, y) -> bits(x, y, '^')));
    registry.addAggregate("agg.any_value", c -> folding((x, y) -> x));
    registry.addAggregate("agg.string_agg", c -> new Strings());
    registry.addAggregate("agg.array_agg", c -> new Arrays(c.argument(0)));
    registry.addAggregate("agg.json_agg", c -> new Json(c));
    registry.addAggregate("agg.jsonb_agg", c -> new Jsonb(c));
    registry.addAggregate("agg.json_object_agg", c -> new JsonObject(c));
    registry.addAggregate("agg.jsonb_object_agg", c -> new JsonbObject(c));
    NumberAggregates.register(registry);
    PairStatistics.register(registry);
  }

  private static Object bits(Object x, Object y, char operator) {
    long a = ((Number) x).longValue();
    long b = ((Number) y).longValue();
    long value = operator == '&' ? a & b : operator == '|' ? a | b : a ^ b;
    return switch (x) {
      case Short s -> (Object) (short) value;
      case Integer i -> (Object) (int) value;
      default -> value;
    };
  }

  /** Counts rows, or arguments that are not NULL. */
  private static final class Count implements Accumulator {
    private long count;

    @Override
    public void add(Object[] arguments) {
      if (arguments.length == 0 || arguments[0] != null) {
        count++;
      }
    }

    @Override
    public Object result() {
      return count;
    }
  }

  /** One value out of two, of those that are not NULL; NULL if there are none. */
  private static Accumulator folding(BinaryOperator<Object> operator) {
    return new Accumulator() {
      private Object value;

      @Override
      public void add(Object[] arguments) {
        Object next = arguments[0];
        if (next != null) {
          value = value == null ? next : operator.apply(value, next);
        }
      }

      @Override
      public Object result() {
        return value;
      }
    };
  }

  /** Text or bytea; the first separator is not used. */
  private static final class Strings implements Accumulator {
    private StringBuilder text;
    private ByteArrayOutputStream bytes;

    @Override
    public void add(Object[] arguments) {
      Object value = arguments[0];
      if (value instanceof Bytes added) {
        if (bytes == null) {
          bytes = new ByteArrayOutputStream();
        } else if (arguments[1] != null) {
          bytes.writeBytes(((Bytes) arguments[1]).array());
        }
        bytes.writeBytes(added.array());
      } else if (value != null) {
        if (text == null) {
          text = new StringBuilder();
        } else if (arguments[1] != null) {
          text.append(Texts.of(arguments[1]));
        }
        text.append(Texts.of(value));
      }
    }

    @Override
    public Object result() {
      return text != null ? text.toString() : bytes != null ? new Bytes(bytes.toByteArray()) : null;
    }
  }

  /** NULLs too; arrays become an array of one more dimension. */
  private static final class Arrays implements Accumulator {
    private final boolean nested;
    private final List<Object> values = new ArrayList<>();
    private ArrayValue shape;
    private int count;

    Arrays(DataType type) {
      this.nested = type.element().isPresent();
    }

    @Override
    public void add(Object[] arguments) {
      count++;
      if (!nested) {
        values.add(arguments[0]);
        return;
      }
      ArrayValue array = (ArrayValue) arguments[0];
      if (array == null || array.dimensions() == 0) {
        throw new dev.instar.engine.error.SqlException(
            array == null
                ? dev.instar.engine.error.SqlState.NULL_VALUE_NOT_ALLOWED
                : dev.instar.engine.error.SqlState.ARRAY_SUBSCRIPT_ERROR,
            "cannot accumulate " + (array == null ? "null" : "empty") + " arrays");
      }
      boolean same = shape == null || array.dimensions() == shape.dimensions();
      for (int i = 0; same && shape != null && i < shape.dimensions(); i++) {
        same = array.length(i) == shape.length(i);
      }
      if (!same) {
        throw new dev.instar.engine.error.SqlException(
            dev.instar.engine.error.SqlState.ARRAY_SUBSCRIPT_ERROR,
            "cannot accumulate arrays of different dimensionality");
      }
      shape = array;
      values.addAll(array.elements());
    }

    @Override
    public Object result() {
      if (count == 0) {
        return null;
      }
      if (!nested) {
        return ArrayValue.of(values);
      }
      int[] lengths = new int[shape.dimensions() + 1];
      int[] lower = new int[lengths.length];
      lengths[0] = count;
      java.util.Arrays.fill(lower, 1);
      for (int i = 0; i < shape.dimensions(); i++) {
        lengths[i + 1] = shape.length(i);
      }
      return new ArrayValue(lengths, lower, values.toArray());
    }
  }

  private static final class Json implements Accumulator {
    private final CallContext context;
    private StringBuilder out;

    Json(CallContext context) {
      this.context = context;
    }

    @Override
    public void add(Object[] arguments) {
      if (out == null) {
        out = new StringBuilder("[");
      } else {
        out.append(", ");
        // Containers begin a line.
        boolean container =
            context.argument(0).element().isPresent()
                || context.argument(0).name().equals("record");
        out.append(container && arguments[0] != null ? "\n " : "");
      }
      JsonMaking.json(out, context.argument(0), arguments[0], context.session());
    }

    @Override
    public Object result() {
      return out == null ? null : out + "]";
    }
  }

  private static final class Jsonb implements Accumulator {
    private final CallContext context;
    private List<JsonValue> values;

    Jsonb(CallContext context) {
      this.context = context;
    }

    @Override
    public void add(Object[] arguments) {
      if (values == null) {
        values = new ArrayList<>();
      }
      values.add(JsonMaking.jsonb(context.argument(0), arguments[0], context.session()));
    }

    @Override
    public Object result() {
      return values == null ? null : new JsonValue.Array(values);
    }
  }

  private static final class JsonObject implements Accumulator {
    private final CallContext context;
    private StringBuilder out;

    JsonObject(CallContext context) {
      this.context = context;
    }

    @Override
    public void add(Object[] arguments) {
      out = out == null ? new StringBuilder("{ ") : out.append(", ");
      JsonPrinter.quote(
          out, JsonMaking.key(context.argument(0), arguments[0], -1, context.session()));
      out.append(" : ");
      JsonMaking.json(out, context.argument(1), arguments[1], context.session());
    }

    @Override
    public Object result() {
      return out == null ? null : out + " }";
    }
  }

  private static final class JsonbObject implements Accumulator {
    private final CallContext context;
    private Map<String, JsonValue> members;

    JsonbObject(CallContext context) {
      this.context = context;
    }

    @Override
    public void add(Object[] arguments) {
      if (members == null) {
        members = new LinkedHashMap<>();
      }
      members.put(
          JsonMaking.key(context.argument(0), arguments[0], -1, context.session()),
          JsonMaking.jsonb(context.argument(1), arguments[1], context.session()));
    }

    @Override
    public Object result() {
      return members == null ? null : JsonValue.ObjectValue.of(members);
    }
  }
}
