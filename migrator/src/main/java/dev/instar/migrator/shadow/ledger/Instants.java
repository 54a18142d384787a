package dev.instar.migrator.shadow.ledger;

import java.time.LocalDate;

/**
 * Dates and timestamps as PostgreSQL prints them with {@code DateStyle} ISO: {@code 2026-02-28},
 * {@code 12026-02-28 13:14:15.000001}, {@code 0044-03-15 00:00:00+00 BC}, {@code 1890-01-01
 * 00:00:00+00:53:28}, {@code infinity}, {@code -infinity}.
 */
final class Instants {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_DAY = 24 * 60 * 60 * MICROS_PER_SECOND;

  private static final long DAYS_TO_2000 = 10_957;

  private Instants() {}

  /** Days since 1970-01-01 in the proleptic Gregorian calendar. */
  static long date(String text) {
    return switch (text) {
      case "infinity" -> Long.MAX_VALUE;
      case "-infinity" -> Long.MIN_VALUE;
      default -> {
        boolean bc = text.endsWith(" BC");
        yield epochDay(bc ? text.substring(0, text.length() - 3) : text, bc);
      }
    };
  }

  /**
   * Microseconds since 2000-01-01 00:00:00, in UTC where the text has an offset. That is the
   * server's own count: from 1970 its last year, 294276, would not fit.
   */
  static long timestamp(String text) {
    if (text.equals("infinity")) {
      return Long.MAX_VALUE;
    }
    if (text.equals("-infinity")) {
      return Long.MIN_VALUE;
    }
    boolean bc = text.endsWith(" BC");
    String rest = bc ? text.substring(0, text.length() - 3) : text;
    int space = rest.indexOf(' ');
    String clock = rest.substring(space + 1);
    int sign = Math.max(clock.indexOf('+'), clock.indexOf('-'));
    long offset = sign < 0 ? 0 : micros(clock.substring(sign + 1));
    long time = micros(sign < 0 ? clock : clock.substring(0, sign));
    return (epochDay(rest.substring(0, space), bc) - DAYS_TO_2000) * MICROS_PER_DAY
        + time
        - (sign >= 0 && clock.charAt(sign) == '-' ? -offset : offset);
  }

  private static long epochDay(String text, boolean bc) {
    int month = text.length() - 6;
    int year = Integer.parseInt(text, 0, month, 10);
    // There is no year 0: 1 BC is the proleptic calendar's 0.
    return LocalDate.of(
            bc ? 1 - year : year,
            Integer.parseInt(text, month + 1, month + 3, 10),
            Integer.parseInt(text, month + 4, month + 6, 10))
        .toEpochDay();
  }

  /** HH[:MM[:SS[.f…]]]. */
  private static long micros(String text) {
    int dot = text.indexOf('.');
    long fraction = 0;
    if (dot >= 0) {
      String digits = text.substring(dot + 1);
      fraction = Long.parseLong((digits + "000000").substring(0, 6));
    }
    long seconds = 0;
    String[] parts = (dot < 0 ? text : text.substring(0, dot)).split(":", -1);
    for (int i = 0; i < 3; i++) {
      seconds = seconds * 60 + (i < parts.length ? Integer.parseInt(parts[i]) : 0);
    }
    return seconds * MICROS_PER_SECOND + fraction;
  }
}
