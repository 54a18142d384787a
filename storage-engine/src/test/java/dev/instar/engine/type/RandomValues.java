package dev.instar.engine.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Random values of each type, the awkward ones among them more often than they deserve. */
public final class RandomValues {
  private static final String[] WORDS = {
    "",
    " ",
    "a",
    "B",
    "null",
    "NULL",
    "x y",
    "\"q\"",
    "back\\slash",
    "{b}",
    "ä",
    "日本",
    "😀",
    "\ud7ff",
    "\uffff",
    "tab\t",
    "new\nline",
    "(1,2)",
    "'",
    "a,b",
    "a  "
  };

  private final Random random;

  public RandomValues(long seed) {
    this.random = new Random(seed);
  }

  public Object of(DataType type) {
    if (type instanceof ArrayType) {
      return array(type.element().orElseThrow());
    }
    return switch (type.name()) {
      case "bool" -> random.nextBoolean();
      case "int2" -> (short) bits(16);
      case "int4" -> (int) bits(32);
      case "int8" -> bits(64);
      case "numeric" -> numeric();
      case "float4" -> real();
      case "float8" -> real8();
      case "text", "varchar", "name" -> word();
      case "bpchar" -> new PaddedText(word());
      case "citext" -> new FoldedText(word());
      case "char" -> (byte) (random.nextInt(127) + 1);
      case "bytea" -> bytes();
      case "date" -> date();
      case "time" -> new Time(micros(DateTimes.MICROS_PER_DAY + 1));
      case "timetz" ->
          new TimeTz(micros(DateTimes.MICROS_PER_DAY), (random.nextInt(31 * 60) - 15 * 60) * 60);
      case "timestamp" -> new Timestamp(moment());
      case "timestamptz" -> new TimestampTz(moment());
      case "interval" -> interval();
      case "uuid" -> new UUID(random.nextLong(), random.nextLong());
      case "json" -> JsonPrinter.print(json(3));
      case "jsonb" -> json(3);
      case "oid", "xid" -> Integer.toUnsignedLong((int) bits(32));
      case "xid8", "pg_lsn" -> bits(64);
      case "tid" -> new TupleId(Integer.toUnsignedLong((int) bits(32)), random.nextInt(65536));
      default -> throw new IllegalArgumentException(type.name());
    };
  }

  private long bits(int bits) {
    long value = random.nextLong() >> (64 - bits);
    return switch (random.nextInt(6)) {
      case 0 -> value >> random.nextInt(bits);
      case 1 -> random.nextInt(5) - 2;
      case 2 -> random.nextBoolean() ? -1L << (bits - 1) : ~(-1L << (bits - 1));
      default -> value;
    };
  }

  private String word() {
    String word = WORDS[random.nextInt(WORDS.length)];
    return random.nextInt(3) == 0 ? word + WORDS[random.nextInt(WORDS.length)] : word;
  }

  private Numeric numeric() {
    return switch (random.nextInt(12)) {
      case 0 -> Numeric.NAN;
      case 1 -> random.nextBoolean() ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
      case 2 -> Numeric.of(BigDecimal.valueOf(0, random.nextInt(8)));
      case 3 ->
          Numeric.of(new BigDecimal(BigInteger.TEN.pow(random.nextInt(40)), random.nextInt(40)));
      default -> {
        BigInteger digits = new BigInteger(1 + random.nextInt(150), random);
        BigDecimal value = new BigDecimal(digits, random.nextInt(30));
        yield Numeric.of(random.nextBoolean() ? value : value.negate());
      }
    };
  }

  private Float real() {
    return switch (random.nextInt(6)) {
      case 0 ->
          new float[] {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 1e6f}
              [random.nextInt(6)];
      case 1 -> (float) random.nextInt(2_000_000);
      case 2 -> random.nextInt(1000) / 100f;
      default -> {
        float value = Float.intBitsToFloat(random.nextInt());
        yield Float.isNaN(value) ? Float.NaN : value;
      }
    };
  }

  private Double real8() {
    return switch (random.nextInt(6)) {
      case 0 ->
          new double[] {0, -0d, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e15}
              [random.nextInt(6)];
      case 1 -> Math.pow(10, random.nextInt(40) - 20);
      case 2 -> random.nextInt(1000) / 100d;
      default -> {
        double value = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(value) ? Double.NaN : value;
      }
    };
  }

  private Bytes bytes() {
    byte[] bytes = new byte[random.nextInt(9)];
    random.nextBytes(bytes);
    return new Bytes(ByteBuffer.wrap(bytes).array());
  }

  private Date date() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextBoolean() ? Date.INFINITY : Date.NEGATIVE_INFINITY;
      case 1 -> Date.ofDays(random.nextBoolean() ? Date.MIN_DAYS : Date.MAX_DAYS);
      case 2 -> Date.ofDays(-730_000L - random.nextInt(1_000_000));
      default -> Date.ofDays(random.nextInt(40_000) - 20_000);
    };
  }

  private long micros(long bound) {
    long micros = Math.floorMod(random.nextLong(), bound);
    return switch (random.nextInt(4)) {
      case 0 -> micros;
      case 1 -> micros / 1000 * 1000;
      case 2 -> 0;
      default -> micros / 1_000_000 * 1_000_000;
    };
  }

  private long moment() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
      case 1 -> random.nextBoolean() ? DateTimes.MIN_MICROS : DateTimes.END_MICROS - 1;
      case 2 -> -micros(-DateTimes.MIN_MICROS);
      default -> micros(50 * 366 * DateTimes.MICROS_PER_DAY) - micros(9_000_000_000_000_000L);
    };
  }

  private Interval interval() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextBoolean() ? Interval.INFINITY : Interval.NEGATIVE_INFINITY;
      case 1 -> new Interval((int) bits(32), 0, 0);
      // The server prints an interval of the smallest long, but does not read it.
      case 2 -> new Interval(0, (int) bits(32), Math.max(-Long.MAX_VALUE, bits(64)));
      default ->
          new Interval(
              random.nextInt(100) - 50,
              random.nextInt(100) - 50,
              random.nextInt(3) == 0
                  ? 0
                  : micros(DateTimes.MICROS_PER_DAY * 3) - DateTimes.MICROS_PER_DAY);
    };
  }

  private JsonValue json(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> JsonValue.Null.NULL;
      case 1 -> new JsonValue.Bool(random.nextBoolean());
      case 2 ->
          new JsonValue.NumberValue(
              Numeric.of(BigDecimal.valueOf(random.nextInt(2000) - 1000, random.nextInt(3))));
      case 3, 4 -> new JsonValue.Text(word());
      case 5 -> {
        List<JsonValue> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(json(depth - 1));
        }
        yield new JsonValue.Array(elements);
      }
      default -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(word(), json(depth - 1));
        }
        yield JsonValue.ObjectValue.of(members);
      }
    };
  }

  private ArrayValue array(DataType element) {
    int dimensions = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(2);
    if (dimensions == 0) {
      return ArrayValue.EMPTY;
    }
    int[] lengths = new int[dimensions];
    int[] lower = new int[dimensions];
    int size = 1;
    boolean bounds = random.nextInt(4) == 0;
    for (int i = 0; i < dimensions; i++) {
      lengths[i] = 1 + random.nextInt(3);
      lower[i] = bounds ? random.nextInt(7) - 3 : 1;
      size *= lengths[i];
    }
    Object[] elements = new Object[size];
    for (int i = 0; i < size; i++) {
      elements[i] = random.nextInt(5) == 0 ? null : of(element);
    }
    return new ArrayValue(lengths, lower, elements);
  }
}
