package dev.instar.migrator.report;

import dev.instar.migrator.plan.Estimate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Amounts as people say them: {@code 12.3 million rows}, {@code 1.4 GB}, {@code 25 s}. */
public final class Quantities {
  private static final long THOUSAND = 1_000;
  private static final long MILLION = 1_000 * THOUSAND;
  private static final long BILLION = 1_000 * MILLION;
  private static final String[] BYTE_UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private Quantities() {}

  /** Such as {@code 1 row}, {@code 9,999 rows}, {@code 12.3 million rows}. */
  public static String rows(long rows) {
    return count(rows) + (rows == 1 ? " row" : " rows");
  }

  /** A number in at most three significant digits with a word, or exactly below ten thousand. */
  public static String count(long number) {
    if (number < 10 * THOUSAND) {
      return String.format(Locale.ROOT, "%,d", number);
    }
    if (number < MILLION) {
      return String.format(Locale.ROOT, "%,d thousand", Math.round((double) number / THOUSAND));
    }
    return number < BILLION
        ? significant((double) number / MILLION) + " million"
        : significant((double) number / BILLION) + " billion";
  }

  /** In powers of 1000, such as {@code 512 bytes}, {@code 8.2 kB}, {@code 1.4 GB}. */
  public static String bytes(long bytes) {
    if (bytes < THOUSAND) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double amount = bytes;
    int unit = -1;
    // 999.5 would be rounded up to 1000 of the smaller unit.
    while (amount >= 999.5) {
      amount /= THOUSAND;
      unit++;
    }
    return significant(amount) + " " + BYTE_UNITS[unit];
  }

  /** In the one or two largest units, such as {@code 40 ms}, {@code 25 s}, {@code 2 h 5 min}. */
  public static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 9_950) {
      return significant(millis / 1_000.0) + " s";
    }
    long seconds = Math.round(millis / 1_000.0);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return twoUnits(seconds / 60, "min", seconds % 60, "s");
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 24 * 60) {
      return twoUnits(minutes / 60, "h", minutes % 60, "min");
    }
    long hours = Math.round(minutes / 60.0);
    return twoUnits(hours / 24, "d", hours % 24, "h");
  }

  /** A duration that is a guess: {@code less than a second}, {@code about 25 s}. */
  public static String about(Duration duration) {
    return duration.toMillis() < 1_000 ? "less than a second" : "about " + duration(duration);
  }

  /** The same; empty where it depends on a size that nobody knows. */
  public static String about(Optional<Duration> duration) {
    return duration.map(Quantities::about).orElse("as long as it takes (size unknown)");
  }

  /** Of several, one after the other; empty if one of them is not known. */
  static Optional<Duration> sum(Stream<Estimate> estimates) {
    return estimates
        .map(Estimate::duration)
        .reduce(
            Optional.of(Duration.ZERO), (all, one) -> all.flatMap(known -> one.map(known::plus)));
  }

  private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
    String first = large + " " + largeUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }

  /** One digit after the point below a hundred, unless it is a zero. */
  private static String significant(double amount) {
    if (amount >= 99.95) {
      return String.format(Locale.ROOT, "%.0f", amount);
    }
    String text = String.format(Locale.ROOT, "%.1f", amount);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
