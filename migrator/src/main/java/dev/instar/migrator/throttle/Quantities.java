package dev.instar.migrator.throttle;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 500ms}, {@code 10m}, {@code 2GB}. */
final class Quantities {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([a-zA-Z]*)");
  private static final long KILOBYTE = 1024;

  private Quantities() {}

  /**
   * @throws IllegalArgumentException if it is not a number with ms, s, m, h or d
   */
  static Duration duration(String text) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (matcher.matches()) {
      long unitMillis =
          switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m", "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
          };
      if (unitMillis > 0) {
        return Duration.ofMillis(
            new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitMillis)).longValue());
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a duration; write a number with ms, s, m, h or d, such as 5s");
  }

  /**
   * @throws IllegalArgumentException if it is not a number with B, kB, MB, GB or TB, in steps of
   *     1024
   */
  static long bytes(String text) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (matcher.matches()) {
      long unit =
          switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "B" -> 1;
            case "KB" -> KILOBYTE;
            case "MB" -> KILOBYTE * KILOBYTE;
            case "GB" -> KILOBYTE * KILOBYTE * KILOBYTE;
            case "TB" -> KILOBYTE * KILOBYTE * KILOBYTE * KILOBYTE;
            default -> 0;
          };
      if (unit > 0) {
        return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a size; write a number with B, kB, MB, GB or TB, such as 2GB");
  }

  /** A duration for readers: {@code 350 ms}, {@code 4.2 s}, {@code 12 min}. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    return millis < 120_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
        : millis / 60_000 + " min";
  }

  /** A size for readers: {@code 512 B}, {@code 1.5 GB}. */
  static String text(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= KILOBYTE && unit < units.length - 1) {
      value /= KILOBYTE;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
