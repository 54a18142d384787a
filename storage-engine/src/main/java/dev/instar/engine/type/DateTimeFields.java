package dev.instar.engine.type;

import java.time.ZoneId;

/** What the text of a date or time says; mutable, of one parse. */
final class DateTimeFields {
  /** Words that are a value of their own. */
  enum Special {
    NONE,
    INFINITY,
    NEGATIVE_INFINITY,
    EPOCH,
    NOW,
    TODAY,
    TOMORROW,
    YESTERDAY
  }

  Special special = Special.NONE;
  Integer year;
  boolean yearOfTwoDigits;
  Integer month;
  Integer day;
  boolean beforeChrist;

  /** Since midnight; a time was given if it is not negative. */
  long micros = -1;

  /** {@code am} or {@code pm}, or empty. */
  String half = "";

  /** Null where none was given. */
  ZoneId zone;

  boolean hasDate() {
    return year != null && month != null && day != null;
  }

  boolean hasTime() {
    return micros >= 0;
  }
}
