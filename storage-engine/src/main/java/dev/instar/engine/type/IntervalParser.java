package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads intervals: {@code 1 year 2 days ago}, {@code 3 4:05:06}, {@code 1-2}, and ISO 8601's {@code
 * P1Y2M3DT4H5M6S}. Fractions of a unit go to the smaller ones, as in PostgreSQL.
 */
final class IntervalParser {
  private static final Pattern TIME =
      Pattern.compile("([+-]?)(\\d+):(\\d+)(?::(\\d+(?:\\.\\d*)?|\\.\\d+))?");
  private static final Pattern MINUTE_FRACTION = Pattern.compile("([+-]?)(\\d+):(\\d+\\.\\d*)");
  private static final Pattern YEARS_MONTHS = Pattern.compile("([+-]?)(\\d+)-(\\d+)");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d+)?");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([+-]?\\d+:[\\d:.]*)|([+-]?\\d+-\\d+)|([+-]?\\s*(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d+)?)|([a-z]+)|(@))");
  private static final Pattern ISO_PART =
      Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))([YMWDHS])");

  private final String text;
  private final IntervalSum sum;
  private BigDecimal pending;
  private boolean anything;

  private IntervalParser(String text) {
    this.text = text;
    this.sum = new IntervalSum(text);
  }

  /**
   * @param unit what a number without one counts: {@code second} where nothing else is said
   * @throws SqlException with 22007, or 22015 where a field is too great
   */
  static Interval parse(String text, String unit) {
    return new IntervalParser(text).run(unit);
  }

  private SqlException malformed() {
    return InputErrors.dateTimeSyntax("interval", text);
  }

  private Interval run(String lastUnit) {
    String trimmed = text.strip();
    if (trimmed.startsWith("P")) {
      iso(trimmed);
      return sum.result(false);
    }
    String lower = trimmed.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "infinity", "+infinity" -> Interval.INFINITY;
      case "-infinity" -> Interval.NEGATIVE_INFINITY;
      default -> verbose(lower, lastUnit);
    };
  }

  private Interval verbose(String trimmed, String lastUnit) {
    Matcher token = TOKEN.matcher(trimmed);
    boolean ago = false;
    int at = 0;
    while (at < trimmed.length()) {
      if (ago || !token.find(at) || token.start() != at) {
        throw malformed();
      }
      at = token.end();
      if (token.group(1) != null) {
        flushAs("day");
        time(token.group(1));
      } else if (token.group(2) != null) {
        flushAs("day");
        yearsAndMonths(token.group(2));
      } else if (token.group(3) != null) {
        if (pending != null) {
          throw malformed();
        }
        pending = number(token.group(3).replaceAll("\\s", ""));
      } else if (token.group(4) != null) {
        if (token.group(4).equals("ago")) {
          ago = true;
        } else {
          unit(token.group(4));
        }
      }
    }
    flushAs(lastUnit);
    if (!anything) {
      throw malformed();
    }
    return sum.result(ago);
  }

  private BigDecimal number(String digits) {
    if (!NUMBER.matcher(digits).matches()) {
      throw malformed();
    }
    return new BigDecimal(digits);
  }

  private void flushAs(String unit) {
    if (pending != null) {
      BigDecimal amount = pending;
      pending = null;
      anything = true;
      sum.add(amount, unit);
    }
  }

  private void unit(String word) {
    if (pending == null) {
      throw malformed();
    }
    String unit = IntervalUnits.named(word);
    if (unit == null) {
      throw malformed();
    }
    flushAs(unit);
  }

  private void time(String field) {
    anything = true;
    Matcher fraction = MINUTE_FRACTION.matcher(field);
    if (fraction.matches()) {
      addTime(fraction.group(1), "0", fraction.group(2), fraction.group(3));
      return;
    }
    Matcher parts = TIME.matcher(field);
    if (!parts.matches()) {
      throw malformed();
    }
    addTime(
        parts.group(1),
        parts.group(2),
        parts.group(3),
        parts.group(4) == null ? "0" : parts.group(4));
  }

  private void addTime(String sign, String hours, String minutes, String seconds) {
    BigDecimal secondCount = new BigDecimal(seconds);
    BigDecimal minuteCount = new BigDecimal(minutes);
    if (minuteCount.compareTo(BigDecimal.valueOf(59)) > 0
        || secondCount.compareTo(BigDecimal.valueOf(60)) > 0) {
      throw new SqlException(
          SqlState.INTERVAL_FIELD_OVERFLOW, "interval field value out of range: \"" + text + "\"");
    }
    BigDecimal total =
        new BigDecimal(hours)
            .multiply(BigDecimal.valueOf(3600))
            .add(minuteCount.multiply(BigDecimal.valueOf(60)))
            .add(secondCount.setScale(Math.min(6, secondCount.scale()), RoundingMode.HALF_EVEN));
    sum.add(sign.equals("-") ? total.negate() : total, "second");
  }

  private void yearsAndMonths(String field) {
    Matcher parts = YEARS_MONTHS.matcher(field);
    if (!parts.matches()) {
      throw malformed();
    }
    anything = true;
    BigDecimal years = new BigDecimal(parts.group(2));
    BigDecimal months = new BigDecimal(parts.group(3));
    if (months.compareTo(BigDecimal.valueOf(11)) > 0) {
      throw new SqlException(
          SqlState.INTERVAL_FIELD_OVERFLOW, "interval field value out of range: \"" + text + "\"");
    }
    boolean negative = parts.group(1).equals("-");
    sum.add(negative ? years.negate() : years, "year");
    sum.add(negative ? months.negate() : months, "month");
  }

  private void iso(String trimmed) {
    Matcher part = ISO_PART.matcher(trimmed);
    boolean time = false;
    int at = 1;
    while (at < trimmed.length()) {
      if (trimmed.charAt(at) == 'T' && !time) {
        time = true;
        at++;
        continue;
      }
      if (!part.find(at) || part.start() != at) {
        throw malformed();
      }
      String unit =
          switch (part.group(2).charAt(0)) {
            case 'Y' -> time ? null : "year";
            case 'M' -> time ? "minute" : "month";
            case 'W' -> time ? null : "week";
            case 'D' -> time ? null : "day";
            case 'H' -> time ? "hour" : null;
            default -> time ? "second" : null;
          };
      if (unit == null) {
        throw malformed();
      }
      sum.add(new BigDecimal(part.group(1)), unit);
      anything = true;
      at = part.end();
    }
    if (!anything) {
      throw malformed();
    }
  }
}
