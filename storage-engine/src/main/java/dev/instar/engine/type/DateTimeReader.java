package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DateTimeFields.Special;
import java.time.ZoneId;

/** Makes values of what {@link DateTimeParser} found. */
final class DateTimeReader {
  private static final long UNIX_EPOCH_MICROS = -Date.EPOCH_DAY * DateTimes.MICROS_PER_DAY;

  private DateTimeReader() {}

  static Date date(String text, TextFormat format) {
    DateTimeFields fields = DateTimeParser.parse("date", text, format);
    if (fields.special == Special.INFINITY) {
      return Date.INFINITY;
    }
    if (fields.special == Special.NEGATIVE_INFINITY) {
      return Date.NEGATIVE_INFINITY;
    }
    if (fields.special != Special.NONE) {
      Timestamp local = special(fields, format, format.timeZone());
      return new Date((int) Math.floorDiv(local.micros(), DateTimes.MICROS_PER_DAY));
    }
    long days = DateTimeParser.days(fields, "date", text);
    if (days < Date.MIN_DAYS || days > Date.MAX_DAYS) {
      throw outOfRange("date", text);
    }
    return new Date((int) days);
  }

  private static SqlException outOfRange(String what, String text) {
    return new SqlException(
        SqlState.DATETIME_FIELD_OVERFLOW, what + " out of range: \"" + text + "\"");
  }

  static Timestamp timestamp(String text, TextFormat format) {
    DateTimeFields fields = DateTimeParser.parse("timestamp", text, format);
    return switch (fields.special) {
      case INFINITY -> Timestamp.INFINITY;
      case NEGATIVE_INFINITY -> Timestamp.NEGATIVE_INFINITY;
      case EPOCH -> new Timestamp(UNIX_EPOCH_MICROS);
      case NONE -> local(fields, "timestamp", text);
      case NOW, TODAY, TOMORROW, YESTERDAY -> special(fields, format, format.timeZone());
    };
  }

  static TimestampTz timestampTz(String text, TextFormat format) {
    String type = "timestamp with time zone";
    DateTimeFields fields = DateTimeParser.parse(type, text, format);
    ZoneId zone = fields.zone == null ? format.timeZone() : fields.zone;
    return switch (fields.special) {
      case INFINITY -> TimestampTz.INFINITY;
      case NEGATIVE_INFINITY -> TimestampTz.NEGATIVE_INFINITY;
      case EPOCH -> new TimestampTz(UNIX_EPOCH_MICROS);
      case NONE -> {
        try {
          yield DateTimes.at(local(fields, type, text), zone);
        } catch (SqlException e) {
          throw e.state() == SqlState.DATETIME_FIELD_OVERFLOW
                  && e.getMessage().equals("timestamp out of range")
              ? outOfRange("timestamp", text)
              : e;
        }
      }
      case NOW -> TimestampTz.of(format.session().transactionStart());
      case TODAY, TOMORROW, YESTERDAY -> DateTimes.at(special(fields, format, zone), zone);
    };
  }

  private static Timestamp local(DateTimeFields fields, String type, String text) {
    long days = DateTimeParser.days(fields, type, text);
    if (days < Date.MIN_DAYS || days > Date.MAX_DAYS) {
      throw outOfRange("timestamp", text);
    }
    long micros;
    try {
      micros = DateTimes.micros(days, Math.max(0, fields.micros));
    } catch (ArithmeticException e) {
      throw outOfRange("timestamp", text);
    }
    if (micros < DateTimes.MIN_MICROS || micros >= DateTimes.END_MICROS) {
      throw outOfRange("timestamp", text);
    }
    return new Timestamp(micros);
  }

  private static Timestamp special(DateTimeFields fields, TextFormat format, ZoneId zone) {
    if (fields.special == Special.EPOCH) {
      return new Timestamp(UNIX_EPOCH_MICROS);
    }
    Timestamp now = TimestampTz.of(format.session().transactionStart()).at(zone);
    if (fields.special == Special.NOW) {
      return now;
    }
    long day = Math.floorDiv(now.micros(), DateTimes.MICROS_PER_DAY);
    long shifted =
        switch (fields.special) {
          case TOMORROW -> day + 1;
          case YESTERDAY -> day - 1;
          default -> day;
        };
    return new Timestamp(DateTimes.micros(shifted, Math.max(0, fields.micros)));
  }

  static Time time(String text, TextFormat format) {
    DateTimeFields fields = timeFields("time", text, format);
    if (fields.special == Special.NOW) {
      return new Time(
          Math.floorMod(
              special(fields, format, format.timeZone()).micros(), DateTimes.MICROS_PER_DAY));
    }
    return new Time(fields.micros);
  }

  static TimeTz timeTz(String text, TextFormat format) {
    DateTimeFields fields = timeFields("time with time zone", text, format);
    ZoneId zone = fields.zone == null ? format.timeZone() : fields.zone;
    if (fields.special == Special.NOW) {
      TimestampTz now = TimestampTz.of(format.session().transactionStart());
      return new TimeTz(
          Math.floorMod(now.at(zone).micros(), DateTimes.MICROS_PER_DAY),
          now.offset(zone).getTotalSeconds());
    }
    // A zone has an offset only on a date: the given one, or today.
    long days =
        fields.hasDate()
            ? DateTimeParser.days(fields, "time with time zone", text)
            : Math.floorDiv(
                TimestampTz.of(format.session().transactionStart()).at(zone).micros(),
                DateTimes.MICROS_PER_DAY);
    Timestamp local = new Timestamp(DateTimes.micros(days, fields.micros));
    return new TimeTz(fields.micros, DateTimes.offset(local, zone).getTotalSeconds());
  }

  private static DateTimeFields timeFields(String type, String text, TextFormat format) {
    String compact = text.strip();
    boolean digitsOnly =
        (compact.length() == 4 || compact.length() == 6)
            && compact.chars().allMatch(c -> c >= '0' && c <= '9');
    String spelled =
        digitsOnly
            ? compact.substring(0, 2)
                + ":"
                + compact.substring(2, 4)
                + (compact.length() == 6 ? ":" + compact.substring(4) : "")
            : text;
    DateTimeFields fields = DateTimeParser.parse(type, spelled, format);
    if (!fields.hasTime() && fields.special != Special.NOW) {
      throw InputErrors.dateTimeSyntax(type, text);
    }
    return fields;
  }
}
