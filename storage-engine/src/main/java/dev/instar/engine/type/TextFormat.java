package dev.instar.engine.type;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * The settings of a session that printing and reading depend on. DateStyle is ISO with YMD, MDY or
 * DMY for reading; IntervalStyle is postgres; others are refused where they are set.
 *
 * @param timeZone TimeZone
 * @param fieldOrder {@code YMD}, {@code MDY} or {@code DMY}
 * @param floatDigits extra_float_digits; above 0 the shortest text that reads back
 * @param byteaHex whether bytea_output is hex, not escape
 * @param session the clock and the names that text such as {@code now} and {@code pg_class} means
 */
public record TextFormat(
    ZoneId timeZone, String fieldOrder, int floatDigits, boolean byteaHex, SessionView session) {
  /** PostgreSQL's defaults, in UTC, with no session behind them. */
  public static final TextFormat DEFAULT = new TextFormat(ZoneOffset.UTC, "MDY", 1, true);

  public TextFormat {
    Objects.requireNonNull(timeZone, "timeZone");
    Objects.requireNonNull(fieldOrder, "fieldOrder");
    Objects.requireNonNull(session, "session");
  }

  /** A format with no session behind it. */
  public TextFormat(ZoneId timeZone, String fieldOrder, int floatDigits, boolean byteaHex) {
    this(timeZone, fieldOrder, floatDigits, byteaHex, SessionView.NONE);
  }
}
