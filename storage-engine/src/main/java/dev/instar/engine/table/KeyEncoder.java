package dev.instar.engine.table;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.Collation;
import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.Bytes;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Date;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.EnumType;
import dev.instar.engine.type.Inet;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.JsonValue;
import dev.instar.engine.type.Numeric;
import dev.instar.engine.type.Time;
import dev.instar.engine.type.TimeTz;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import dev.instar.engine.type.TupleId;
import java.math.BigInteger;
import java.util.UUID;

/**
 * A value of one type as bytes whose order, as unsigned numbers, is that of {@link
 * Collation#order}: equal values have equal bytes, and no value's bytes are the beginning of
 * another's. Stateless. Values cannot be read back: 1.0 and 1.00 are one key.
 */
@FunctionalInterface
interface KeyEncoder {
  void write(ByteWriter out, Object value);

  /**
   * @throws SqlException with 0A000 if the type has no order
   */
  static KeyEncoder of(DataType type, Collation collation) {
    return switch (type) {
      case ArrayType array -> arrayOf(of(array.element().orElseThrow(), collation));
      case EnumType labels -> new EnumKeys(labels);
      default ->
          switch (type.name()) {
            case "int2", "int4", "int8", "oid" ->
                (out, value) -> putWhole(out, ((Number) value).longValue());
            case "date" -> (out, value) -> putWhole(out, ((Date) value).days());
            case "time" -> (out, value) -> putWhole(out, ((Time) value).micros());
            case "timestamp" -> (out, value) -> putWhole(out, ((Timestamp) value).micros());
            case "timestamptz" -> (out, value) -> putWhole(out, ((TimestampTz) value).micros());
            case "timetz" ->
                (out, value) -> {
                  putWhole(out, ((TimeTz) value).utcMicros());
                  putWhole(out, -((TimeTz) value).offsetSeconds());
                };
            case "interval" -> (out, value) -> putInterval(out, (Interval) value);
            case "xid8", "pg_lsn" -> (out, value) -> out.putLong((Long) value);
            case "bool" -> (out, value) -> out.put((Boolean) value ? 1 : 0);
            case "char" -> (out, value) -> out.put((Byte) value);
            case "float4" -> (out, value) -> putDouble(out, (Float) value);
            case "float8" -> (out, value) -> putDouble(out, (Double) value);
            case "numeric" -> (out, value) -> NumericKeys.write(out, (Numeric) value);
            case "text", "varchar", "name", "bpchar", "citext" ->
                collation.isLinguistic()
                    ? (out, value) -> putLinguistic(out, Collation.text(value), collation)
                    : (out, value) -> putText(out, Collation.text(value));
            case "bytea" -> (out, value) -> putBytes(out, ((Bytes) value).array());
            case "uuid" ->
                (out, value) -> {
                  UUID uuid = (UUID) value;
                  out.putLong(uuid.getMostSignificantBits())
                      .putLong(uuid.getLeastSignificantBits());
                };
            case "inet" -> (out, value) -> putInet(out, (Inet) value);
            case "tid" ->
                (out, value) ->
                    out.putInt((int) ((TupleId) value).block())
                        .putBytes(((TupleId) value).item(), 2);
            case "jsonb" -> (out, value) -> JsonKeys.write(out, (JsonValue) value);
            default -> {
              if (type.name().startsWith("reg")) {
                yield (out, value) -> putWhole(out, (Long) value);
              }
              throw SqlException.unsupported("an index over type " + type.sqlName());
            }
          };
    };
  }

  /**
   * A whole number of any width: how many bytes it takes, from the middle upwards if it is positive
   * and downwards if not, then those bytes. 1 is {@code 81 01}, 0 is {@code 80}, -2 is {@code 7E
   * FE}.
   */
  static void putWhole(ByteWriter out, long value) {
    long bits = value < 0 ? ~value : value;
    int count = (Long.SIZE - Long.numberOfLeadingZeros(bits) + Byte.SIZE - 1) / Byte.SIZE;
    out.put(value < 0 ? 0x7F - count : 0x80 + count).putBytes(value, count);
  }

  /** Family, network, its length, address: {@link Inet#compareTo}. */
  private static void putInet(ByteWriter out, Inet value) {
    out.put(value.family());
    putBits(out, value.network(), value.width());
    out.put(value.bits());
    putBits(out, value.address(), value.width());
  }

  private static void putBits(ByteWriter out, BigInteger number, int width) {
    for (int shift = width - Integer.SIZE; shift >= 0; shift -= Integer.SIZE) {
      out.putInt(number.shiftRight(shift).intValue());
    }
  }

  private static void putInterval(ByteWriter out, Interval value) {
    putWhole(
        out,
        value.months() * 30L
            + value.days()
            + Math.floorDiv(value.micros(), DateTimes.MICROS_PER_DAY));
    putWhole(out, Math.floorMod(value.micros(), DateTimes.MICROS_PER_DAY));
  }

  /** The bits of a positive number are in order; of a negative one, the other way around. */
  private static void putDouble(ByteWriter out, double value) {
    long bits = Double.doubleToLongBits(value == 0 ? 0d : value);
    out.putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
  }

  /** UTF-8, whose order is that of the code points, and a zero, which no text has. */
  static void putText(ByteWriter out, String text) {
    out.putText(text).put(0);
  }

  /** Its place in the order, which ends with a zero and has no other, and then what it is. */
  private static void putLinguistic(ByteWriter out, String text, Collation collation) {
    out.put(collation.sortKey(text));
    putText(out, text);
  }

  /** A zero is {@code 00 FF}; {@code 00 00} is the end. */
  private static void putBytes(ByteWriter out, byte[] bytes) {
    for (byte next : bytes) {
      out.put(next);
      if (next == 0) {
        out.put(0xFF);
      }
    }
    out.put(0).put(0);
  }

  /** Each element behind a 1, a NULL as 2, a 0 at the end; then the dimensions. */
  private static KeyEncoder arrayOf(KeyEncoder element) {
    return (out, value) -> {
      ArrayValue array = (ArrayValue) value;
      for (int i = 0; i < array.size(); i++) {
        Object item = array.element(i);
        out.put(item == null ? 2 : 1);
        if (item != null) {
          element.write(out, item);
        }
      }
      out.put(0).put(array.dimensions());
      for (int i = 0; i < array.dimensions(); i++) {
        putWhole(out, array.length(i));
        putWhole(out, array.lowerBound(i));
      }
    };
  }
}
