package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The modifiers of interval: the fields it keeps in the upper half, the digits of its seconds in
 * the lower.
 */
public final class IntervalModifiers {
  private static final int FULL_RANGE = 0x7FFF;
  private static final int FULL_PRECISION = 0xFFFF;
  private static final int MONTH = 1 << 1;
  private static final int YEAR = 1 << 2;
  private static final int DAY = 1 << 3;
  private static final int HOUR = 1 << 10;
  private static final int MINUTE = 1 << 11;
  private static final int SECOND = 1 << 12;
  private static final Map<String, Integer> RANGES = ranges();

  private IntervalModifiers() {}

  private static Map<String, Integer> ranges() {
    Map<String, Integer> ranges = new LinkedHashMap<>();
    ranges.put("year", YEAR);
    ranges.put("month", MONTH);
    ranges.put("day", DAY);
    ranges.put("hour", HOUR);
    ranges.put("minute", MINUTE);
    ranges.put("second", SECOND);
    ranges.put("year to month", YEAR | MONTH);
    ranges.put("day to hour", DAY | HOUR);
    ranges.put("day to minute", DAY | HOUR | MINUTE);
    ranges.put("day to second", DAY | HOUR | MINUTE | SECOND);
    ranges.put("hour to minute", HOUR | MINUTE);
    ranges.put("hour to second", HOUR | MINUTE | SECOND);
    ranges.put("minute to second", MINUTE | SECOND);
    return ranges;
  }

  static int ofPrecision(int digits) {
    return FULL_RANGE << 16 | precision(digits);
  }

  private static int precision(int digits) {
    if (digits < 0) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "INTERVAL(" + digits + ") precision must not be negative");
    }
    return Math.min(digits, 6);
  }

  /**
   * @param fields such as {@code day to second}, in any case
   * @param digits of the seconds; negative if not given
   */
  public static int of(String fields, int digits) {
    Integer range = RANGES.get(fields.toLowerCase(Locale.ROOT));
    if (range == null) {
      throw new SqlException(SqlState.SYNTAX_ERROR, "unknown interval fields: " + fields);
    }
    return range << 16 | (digits < 0 ? FULL_PRECISION : precision(digits));
  }

  static String format(int modifier) {
    int range = modifier >> 16 & FULL_RANGE;
    int precision = modifier & FULL_PRECISION;
    StringBuilder out = new StringBuilder("interval");
    RANGES.forEach(
        (name, bits) -> {
          if (bits == range) {
            out.append(' ').append(name);
          }
        });
    return precision == FULL_PRECISION ? out.toString() : out + "(" + precision + ")";
  }

  static Interval apply(Interval value, int modifier) {
    if (!value.isFinite()) {
      return value;
    }
    int range = modifier >> 16 & FULL_RANGE;
    int precision = modifier & FULL_PRECISION;
    int months = value.months();
    int days = value.days();
    long micros = value.micros();
    if (range != FULL_RANGE) {
      // Fields below the smallest one are cut; those above the greatest one stay.
      if ((range & (DAY | HOUR | MINUTE | SECOND)) == 0) {
        days = 0;
        micros = 0;
        months = (range & MONTH) == 0 ? months / 12 * 12 : months;
      } else if ((range & SECOND) == 0) {
        long unit =
            (range & MINUTE) != 0
                ? DateTimes.MICROS_PER_MINUTE
                : (range & HOUR) != 0 ? DateTimes.MICROS_PER_HOUR : Long.MAX_VALUE;
        micros = micros / unit * unit;
      }
    }
    return new Interval(
        months, days, precision == FULL_PRECISION ? micros : DateTimes.round(micros, precision));
  }
}
