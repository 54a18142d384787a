package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.Date;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Time;
import dev.instar.engine.type.TimeTz;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.time.ZoneId;

/** Dates and times as other dates and times. */
final class DateTimeConversions {
  private DateTimeConversions() {}

  static Cast.Conversion of(String from, String to) {
    return switch (from + ">" + to) {
      case "date>timestamp" -> (v, s) -> timestamp((Date) v);
      case "date>timestamptz" -> (v, s) -> timestampTz((Date) v, zone(s));
      case "timestamp>date" -> (v, s) -> date((Timestamp) v);
      case "timestamp>time" -> (v, s) -> time((Timestamp) v);
      case "timestamp>timestamptz" -> (v, s) -> DateTimes.at((Timestamp) v, zone(s));
      case "timestamptz>date" -> (v, s) -> date(((TimestampTz) v).at(zone(s)));
      case "timestamptz>time" -> (v, s) -> time(((TimestampTz) v).at(zone(s)));
      case "timestamptz>timestamp" -> (v, s) -> ((TimestampTz) v).at(zone(s));
      case "timestamptz>timetz" ->
          (v, s) -> {
            TimestampTz moment = (TimestampTz) v;
            Time time = time(moment.at(zone(s)));
            return time == null
                ? null
                : new TimeTz(time.micros(), moment.offset(zone(s)).getTotalSeconds());
          };
      case "time>interval" -> (v, s) -> new Interval(0, 0, ((Time) v).micros());
      case "time>timetz" ->
          (v, s) ->
              new TimeTz(
                  ((Time) v).micros(),
                  TimestampTz.of(s.format().session().transactionStart())
                      .offset(zone(s))
                      .getTotalSeconds());
      case "timetz>time" -> (v, s) -> new Time(((TimeTz) v).micros());
      case "interval>time" ->
          (v, s) -> {
            Interval interval = (Interval) v;
            if (!interval.isFinite()) {
              throw new SqlException(
                  SqlState.DATETIME_FIELD_OVERFLOW, "cannot convert infinite interval to time");
            }
            return new Time(Math.floorMod(interval.micros(), DateTimes.MICROS_PER_DAY));
          };
      default -> throw new IllegalStateException("no conversion " + from + " to " + to);
    };
  }

  private static ZoneId zone(SessionFunctions session) {
    return session.format().timeZone();
  }

  static Timestamp timestamp(Date date) {
    if (!date.isFinite()) {
      return date.days() > 0 ? Timestamp.INFINITY : Timestamp.NEGATIVE_INFINITY;
    }
    try {
      return new Timestamp(DateTimes.checked(DateTimes.micros(date.days(), 0)));
    } catch (ArithmeticException e) {
      throw tooLate();
    } catch (SqlException e) {
      throw tooLate();
    }
  }

  private static SqlException tooLate() {
    return new SqlException(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range for timestamp");
  }

  static TimestampTz timestampTz(Date date, ZoneId zone) {
    return DateTimes.at(timestamp(date), zone);
  }

  static Date date(Timestamp time) {
    if (!time.isFinite()) {
      return time.micros() > 0 ? Date.INFINITY : Date.NEGATIVE_INFINITY;
    }
    return new Date((int) Math.floorDiv(time.micros(), DateTimes.MICROS_PER_DAY));
  }

  /** NULL of an infinity. */
  static Time time(Timestamp time) {
    return time.isFinite()
        ? new Time(Math.floorMod(time.micros(), DateTimes.MICROS_PER_DAY))
        : null;
  }
}
