package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Date;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Numeric;
import dev.instar.engine.type.Time;
import dev.instar.engine.type.TimeTz;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.Locale;
import java.util.Map;

/** extract and date_part. PostgreSQL's manual, section 9.9.1. */
final class DateTimeParts {
  private static final Map<String, String> SPELLINGS =
      Map.ofEntries(
          Map.entry("years", "year"),
          Map.entry("y", "year"),
          Map.entry("months", "month"),
          Map.entry("mon", "month"),
          Map.entry("days", "day"),
          Map.entry("d", "day"),
          Map.entry("hours", "hour"),
          Map.entry("h", "hour"),
          Map.entry("minutes", "minute"),
          Map.entry("m", "minute"),
          Map.entry("min", "minute"),
          Map.entry("seconds", "second"),
          Map.entry("s", "second"),
          Map.entry("sec", "second"),
          Map.entry("millisecond", "milliseconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("microsecond", "microseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("weeks", "week"),
          Map.entry("quarters", "quarter"),
          Map.entry("decades", "decade"),
          Map.entry("centuries", "century"),
          Map.entry("millennia", "millennium"));

  private DateTimeParts() {}

  static void register(Registry registry) {
    for (String type :
        new String[] {"date", "time", "timetz", "timestamp", "timestamptz", "interval"}) {
      registry.add("extract_" + type, (a, c) -> part(a, c));
      if (!type.equals("date")) {
        registry.add(type + "_part", (a, c) -> toDouble(part(a, c)));
      }
    }
    registry.add(
        "sql.date_part",
        (a, c) ->
            toDouble(part(new Object[] {a[0], DateTimeConversions.timestamp((Date) a[1])}, c)));
  }

  private static Double toDouble(Numeric value) {
    return value == null ? null : value.toDouble();
  }

  static String canonical(String unit) {
    String folded = unit.toLowerCase(Locale.ROOT);
    return SPELLINGS.getOrDefault(folded, folded);
  }

  private static Numeric part(Object[] a, CallContext context) {
    String unit = canonical(Texts.of(a[0]));
    DataType type = context.argument(1);
    return switch (a[1]) {
      case Date date -> ofDate(unit, date, type);
      case Timestamp time -> ofTimestamp(unit, time, type);
      case TimestampTz moment -> ofMoment(unit, moment, type, context);
      case Time time -> required(ofTime(unit, time.micros()), unit, type);
      case TimeTz time -> ofTimeTz(unit, time, type);
      case Interval interval -> DateTimeIntervalParts.of(unit, interval, type);
      default -> throw new IllegalArgumentException(a[1].getClass().getName());
    };
  }

  private static final java.util.Set<String> KNOWN =
      java.util.Set.of(
          "microseconds",
          "milliseconds",
          "second",
          "minute",
          "hour",
          "day",
          "week",
          "month",
          "quarter",
          "year",
          "decade",
          "century",
          "millennium",
          "isoyear",
          "dow",
          "isodow",
          "doy",
          "epoch",
          "julian",
          "timezone",
          "timezone_hour",
          "timezone_minute");

  static Numeric required(Numeric part, String unit, DataType type) {
    if (part == null) {
      throw KNOWN.contains(unit)
          ? new SqlException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "unit \"" + unit + "\" not supported for type " + type.sqlName())
          : IntervalArithmetic.unknownUnit(unit, type.sqlName());
    }
    return part;
  }

  private static Numeric whole(long value) {
    return Numeric.of(value);
  }

  /** A number of microseconds as seconds (6 decimals) or milliseconds (3). */
  static Numeric micros(long micros, int decimals) {
    return Numeric.of(BigDecimal.valueOf(micros, decimals));
  }

  static Numeric ofTime(String unit, long micros) {
    long second = micros % DateTimes.MICROS_PER_MINUTE;
    return switch (unit) {
      case "microseconds" -> whole(second);
      case "milliseconds" -> micros(second, 3);
      case "second" -> micros(second, 6);
      case "minute" -> whole(micros / DateTimes.MICROS_PER_MINUTE % 60);
      case "hour" -> whole(micros / DateTimes.MICROS_PER_HOUR);
      case "epoch" -> micros(micros, 6);
      default -> null;
    };
  }

  private static Numeric ofTimeTz(String unit, TimeTz time, DataType type) {
    Numeric zone = ofOffset(unit, time.offsetSeconds());
    if (zone != null) {
      return zone;
    }
    return unit.equals("epoch")
        ? micros(time.utcMicros(), 6)
        : required(ofTime(unit, time.micros()), unit, type);
  }

  private static Numeric ofOffset(String unit, int seconds) {
    return switch (unit) {
      case "timezone" -> whole(seconds);
      case "timezone_hour" -> whole(seconds / 3600);
      case "timezone_minute" -> whole(seconds / 60 % 60);
      default -> null;
    };
  }

  /** Infinity has the parts that grow with time, and no others. */
  private static Numeric ofInfinity(String unit, boolean positive, DataType type) {
    return switch (unit) {
      case "year", "decade", "century", "millennium", "julian", "isoyear", "epoch" ->
          positive ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
      default -> {
        required(KNOWN.contains(unit) ? Numeric.ZERO : null, unit, type);
        yield null;
      }
    };
  }

  private static Numeric ofDate(String unit, Date date, DataType type) {
    if (!date.isFinite()) {
      return ofInfinity(unit, date.days() > 0, type);
    }
    if (unit.equals("epoch")) {
      return whole((date.days() + Date.EPOCH_DAY) * 86400);
    }
    return required(ofDay(unit, date.toLocalDate()), unit, type);
  }

  private static Numeric ofTimestamp(String unit, Timestamp time, DataType type) {
    if (!time.isFinite()) {
      return ofInfinity(unit, time.micros() > 0, type);
    }
    long ofDay = Math.floorMod(time.micros(), DateTimes.MICROS_PER_DAY);
    return switch (unit) {
      case "epoch" -> epoch(time.micros());
      case "julian" -> julian(time, ofDay);
      default -> {
        Numeric part = ofTime(unit, ofDay);
        yield required(part == null ? ofDay(unit, time.toLocal().toLocalDate()) : part, unit, type);
      }
    };
  }

  private static Numeric julian(Timestamp time, long ofDay) {
    Numeric day = ofDay("julian", time.toLocal().toLocalDate());
    return ofDay == 0
        ? NumericFunctions.add(day, Numeric.of(BigDecimal.ZERO))
        : NumericFunctions.add(
            day, NumericFunctions.divide(whole(ofDay), whole(DateTimes.MICROS_PER_DAY)));
  }

  private static Numeric epoch(long micros) {
    BigInteger since =
        BigInteger.valueOf(micros)
            .add(
                BigInteger.valueOf(Date.EPOCH_DAY)
                    .multiply(BigInteger.valueOf(DateTimes.MICROS_PER_DAY)));
    return Numeric.of(new BigDecimal(since, 6));
  }

  private static Numeric ofMoment(
      String unit, TimestampTz moment, DataType type, CallContext context) {
    if (!moment.isFinite()) {
      return ofInfinity(unit, moment.micros() > 0, type);
    }
    if (unit.equals("epoch")) {
      return epoch(moment.micros());
    }
    Numeric zone = ofOffset(unit, moment.offset(context.format().timeZone()).getTotalSeconds());
    return zone != null ? zone : ofTimestamp(unit, moment.at(context.format().timeZone()), type);
  }

  private static Numeric ofDay(String unit, LocalDate date) {
    int year = date.getYear();
    return switch (unit) {
      case "day" -> whole(date.getDayOfMonth());
      case "month" -> whole(date.getMonthValue());
      case "year" -> whole(year > 0 ? year : year - 1);
      case "quarter" -> whole((date.getMonthValue() - 1) / 3 + 1);
      case "week" -> whole(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case "isoyear" -> {
        int isoYear = date.get(IsoFields.WEEK_BASED_YEAR);
        yield whole(isoYear > 0 ? isoYear : isoYear - 1);
      }
      case "dow" -> whole(date.getDayOfWeek().getValue() % 7);
      case "isodow" -> whole(date.getDayOfWeek().getValue());
      case "doy" -> whole(date.getDayOfYear());
      case "decade" -> whole(Math.floorDiv(year, 10));
      case "century" -> whole(year > 0 ? (year + 99) / 100 : -((100 - year) / 100));
      case "millennium" -> whole(year > 0 ? (year + 999) / 1000 : -((1000 - year) / 1000));
      case "julian" -> whole(date.getLong(JulianFields.JULIAN_DAY));
      default -> null;
    };
  }
}
