package dev.instar.engine.logical;

import java.time.Duration;
import java.util.Map;

/** Settings that are times, as SHOW prints them: {@code 1min}, {@code 500ms}, {@code 0}. */
final class Durations {
  private static final Map<String, Duration> UNITS =
      Map.of(
          "us", Duration.ofNanos(1000),
          "ms", Duration.ofMillis(1),
          "", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "min", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /** A setting whose unit without another is a millisecond; the default if there is none. */
  static Duration of(String setting, Duration otherwise) {
    if (setting == null) {
      return otherwise;
    }
    int digits = 0;
    while (digits < setting.length() && Character.isDigit(setting.charAt(digits))) {
      digits++;
    }
    Duration unit = UNITS.get(setting.substring(digits).strip());
    return digits == 0 || unit == null
        ? otherwise
        : unit.multipliedBy(Long.parseLong(setting, 0, digits, 10));
  }
}
