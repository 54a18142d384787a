package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.List;

/**
 * Type modifiers, {@code atttypmod}: what stands in parentheses behind a type's name, in one
 * integer as PostgreSQL encodes it; -1 is none. Stateless.
 */
public final class TypeModifiers {
  /** No modifier. */
  public static final int NONE = -1;

  /** The modifiers of types of variable length count their header. */
  private static final int HEADER = 4;

  private static final int MAX_LENGTH = 10_485_760;
  private static final int MAX_PRECISION = 1000;
  private static final int MAX_SECOND_DIGITS = 6;
  private static final int SCALE_MASK = 0x7ff;
  private static final int SCALE_SIGN = 0x400;

  private TypeModifiers() {}

  /**
   * @param type an array's modifiers are its elements'
   * @param written the numbers in parentheses; none gives {@link #NONE}
   * @throws SqlException with 22023, or 42601 if the type takes none
   */
  public static int encode(DataType type, List<Integer> written) {
    if (written.isEmpty()) {
      return NONE;
    }
    DataType scalar = scalar(type);
    return switch (scalar.name()) {
      case "varchar" -> length("varchar", only(written));
      case "bpchar" -> length("char", only(written));
      case "numeric" -> numeric(written);
      case "time", "timetz", "timestamp", "timestamptz" -> seconds(scalar.sqlName(), only(written));
      case "interval" -> IntervalModifiers.ofPrecision(only(written));
      default ->
          throw new SqlException(
              SqlState.SYNTAX_ERROR,
              "type modifier is not allowed for type \"" + scalar.name() + "\"");
    };
  }

  private static DataType scalar(DataType type) {
    return type instanceof ArrayType ? type.element().orElseThrow() : type;
  }

  private static int only(List<Integer> written) {
    if (written.size() != 1) {
      throw invalid("invalid type modifier");
    }
    return written.getFirst();
  }

  private static SqlException invalid(String message) {
    return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message);
  }

  private static int length(String type, int length) {
    if (length < 1) {
      throw invalid("length for type " + type + " must be at least 1");
    }
    if (length > MAX_LENGTH) {
      throw invalid("length for type " + type + " cannot exceed " + MAX_LENGTH);
    }
    return length + HEADER;
  }

  private static int numeric(List<Integer> written) {
    int precision = written.getFirst();
    int scale = written.size() > 1 ? written.get(1) : 0;
    if (written.size() > 2) {
      throw invalid("invalid NUMERIC type modifier");
    }
    if (precision < 1 || precision > MAX_PRECISION) {
      throw invalid("NUMERIC precision " + precision + " must be between 1 and " + MAX_PRECISION);
    }
    if (scale < -MAX_PRECISION || scale > MAX_PRECISION) {
      throw invalid(
          "NUMERIC scale "
              + scale
              + " must be between -"
              + MAX_PRECISION
              + " and "
              + MAX_PRECISION);
    }
    return (precision << 16 | (scale & SCALE_MASK)) + HEADER;
  }

  private static int seconds(String type, int digits) {
    if (digits < 0) {
      String name = type.toUpperCase(java.util.Locale.ROOT);
      throw invalid(
          name.replaceFirst(" WITH.*", "")
              + "("
              + digits
              + ")"
              + (name.endsWith("WITH TIME ZONE") ? " WITH TIME ZONE" : "")
              + " precision must not be negative");
    }
    return Math.min(digits, MAX_SECOND_DIGITS);
  }

  /** The n of {@code varchar(n)} and {@code char(n)}. */
  public static int length(int modifier) {
    return modifier - HEADER;
  }

  static int precision(int modifier) {
    return (modifier - HEADER) >> 16 & 0xffff;
  }

  /** The scale of a numeric's modifier; from -1000. */
  static int scale(int modifier) {
    return (((modifier - HEADER) & SCALE_MASK) ^ SCALE_SIGN) - SCALE_SIGN;
  }

  /** As {@code format_type} prints a type with its modifier: {@code numeric(10,2)[]}. */
  public static String format(DataType type, int modifier) {
    if (type instanceof ArrayType) {
      return format(scalar(type), modifier) + "[]";
    }
    if (modifier < 0) {
      return type.name().equals("bpchar") ? "bpchar" : type.sqlName();
    }
    return switch (type.name()) {
      case "varchar", "bpchar" -> type.sqlName() + "(" + length(modifier) + ")";
      case "numeric" -> "numeric(" + precision(modifier) + "," + scale(modifier) + ")";
      case "time", "timetz", "timestamp", "timestamptz" -> {
        int space = type.sqlName().indexOf(' ');
        yield type.sqlName().substring(0, space)
            + "("
            + modifier
            + ")"
            + type.sqlName().substring(space);
      }
      case "interval" -> IntervalModifiers.format(modifier);
      default -> type.sqlName();
    };
  }

  /**
   * Makes a value fit.
   *
   * @param explicit whether it is a cast that was written: then text is cut, not refused
   * @throws SqlException with 22001 or 22003
   */
  public static Object apply(DataType type, Object value, int modifier, boolean explicit) {
    if (modifier < 0 || value == null) {
      return value;
    }
    if (type instanceof ArrayType) {
      ArrayValue array = (ArrayValue) value;
      Object[] elements = array.elements().toArray();
      for (int i = 0; i < elements.length; i++) {
        elements[i] = apply(scalar(type), elements[i], modifier, explicit);
      }
      return array.withElements(elements);
    }
    return switch (type.name()) {
      case "varchar" -> TextLengths.varchar((String) value, length(modifier), explicit);
      case "bpchar" -> TextLengths.character((PaddedText) value, length(modifier), explicit);
      case "numeric" -> numeric((Numeric) value, precision(modifier), scale(modifier));
      case "time" -> new Time(DateTimes.round(((Time) value).micros(), modifier));
      case "timetz" -> {
        TimeTz time = (TimeTz) value;
        yield new TimeTz(DateTimes.round(time.micros(), modifier), time.offsetSeconds());
      }
      case "timestamp" -> {
        Timestamp time = (Timestamp) value;
        yield time.isFinite() ? new Timestamp(DateTimes.round(time.micros(), modifier)) : time;
      }
      case "timestamptz" -> {
        TimestampTz time = (TimestampTz) value;
        yield time.isFinite() ? new TimestampTz(DateTimes.round(time.micros(), modifier)) : time;
      }
      case "interval" -> IntervalModifiers.apply((Interval) value, modifier);
      default -> value;
    };
  }

  private static Numeric numeric(Numeric value, int precision, int scale) {
    if (value.isNaN()) {
      return value;
    }
    if (value.isInfinite()) {
      throw overflow(
          "A field with precision %d, scale %d cannot hold an infinite value."
              .formatted(precision, scale));
    }
    Numeric rounded = value.round(scale);
    java.math.BigDecimal limit = java.math.BigDecimal.ONE.scaleByPowerOfTen(precision - scale);
    if (rounded.value().abs().compareTo(limit) >= 0) {
      int power = precision - scale;
      throw overflow(
          "A field with precision %d, scale %d must round to an absolute value less than %s."
              .formatted(precision, scale, power == 0 ? "1" : "10^" + power));
    }
    return rounded;
  }

  private static SqlException overflow(String detail) {
    return new SqlException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "numeric field overflow")
        .with(SqlException.Field.DETAIL, detail);
  }
}
