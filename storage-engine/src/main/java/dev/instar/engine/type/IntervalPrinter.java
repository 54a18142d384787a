package dev.instar.engine.type;

/** Intervals in IntervalStyle postgres: {@code 1 year 2 mons 3 days 04:05:06.7}. */
final class IntervalPrinter {
  private IntervalPrinter() {}

  static String print(Interval value) {
    if (!value.isFinite()) {
      return value.months() > 0 ? "infinity" : "-infinity";
    }
    StringBuilder out = new StringBuilder();
    // A positive part after a negative one shows its sign.
    boolean negativeBefore = false;
    negativeBefore = unit(out, value.months() / 12, "year", negativeBefore);
    negativeBefore = unit(out, value.months() % 12, "mon", negativeBefore);
    negativeBefore = unit(out, value.days(), "day", negativeBefore);
    if (value.micros() != 0 || out.isEmpty()) {
      if (!out.isEmpty()) {
        out.append(' ');
      }
      time(out, value.micros(), negativeBefore);
    }
    return out.toString();
  }

  private static boolean unit(StringBuilder out, int amount, String name, boolean negativeBefore) {
    if (amount == 0) {
      return negativeBefore;
    }
    if (!out.isEmpty()) {
      out.append(' ');
    }
    if (negativeBefore && amount > 0) {
      out.append('+');
    }
    out.append(amount).append(' ').append(name);
    if (amount != 1) {
      out.append('s');
    }
    return amount < 0;
  }

  private static void time(StringBuilder out, long micros, boolean negativeBefore) {
    if (micros < 0) {
      out.append('-');
    } else if (negativeBefore) {
      out.append('+');
    }
    // Through seconds, so that the smallest long has a size too.
    long seconds = Math.abs(micros / DateTimes.MICROS_PER_SECOND);
    long fraction = Math.abs(micros % DateTimes.MICROS_PER_SECOND);
    DateTimePrinter.padded(out, seconds / 3600, 2);
    out.append(':');
    DateTimePrinter.padded(out, seconds / 60 % 60, 2);
    out.append(':');
    DateTimePrinter.padded(out, seconds % 60, 2);
    DateTimePrinter.fraction(out, fraction);
  }
}
