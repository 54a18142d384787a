package dev.instar.engine.type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The spellings of units of time. */
final class IntervalUnits {
  private static final Map<String, String> UNITS = units();

  private IntervalUnits() {}

  private static Map<String, String> units() {
    Map<String, String> units = new HashMap<>();
    spell(
        units,
        "microsecond",
        List.of(
            "microsecond",
            "microseconds",
            "us",
            "usec",
            "usecs",
            "usecond",
            "useconds",
            "microsecon"));
    spell(
        units,
        "millisecond",
        List.of(
            "millisecond",
            "milliseconds",
            "ms",
            "msec",
            "msecs",
            "msecond",
            "mseconds",
            "millisecon"));
    spell(units, "second", List.of("second", "seconds", "s", "sec", "secs"));
    spell(units, "minute", List.of("minute", "minutes", "m", "min", "mins"));
    spell(units, "hour", List.of("hour", "hours", "h", "hr", "hrs"));
    spell(units, "day", List.of("day", "days", "d"));
    spell(units, "week", List.of("week", "weeks", "w"));
    spell(units, "month", List.of("month", "months", "mon", "mons"));
    spell(units, "year", List.of("year", "years", "y", "yr", "yrs"));
    spell(units, "decade", List.of("decade", "decades", "dec", "decs"));
    spell(units, "century", List.of("century", "centuries", "c", "cent"));
    spell(units, "millennium", List.of("millennium", "millennia", "mil", "mils"));
    return Map.copyOf(units);
  }

  private static void spell(Map<String, String> units, String unit, List<String> spellings) {
    spellings.forEach(spelling -> units.put(spelling, unit));
  }

  /** The unit that {@code word} (in lower case) means, or null. */
  static String named(String word) {
    return UNITS.get(word);
  }
}
