package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.postgresql.form.Form;
import dev.instar.migrator.schema.TableSize;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How long work takes, from a table's size and fixed speeds. The speeds are what one idle two-core
 * machine with a local disk gave (PostgreSQL 15 and 17, 5 million rows of pgbench_accounts, 640 MB:
 * blocking rewrite 5.4 s, unique index 850 thousand rows/s, copy with its key 750 thousand rows/s
 * with two workers), rounded down, and those of online work halved again for the throttle. They
 * tell seconds from hours; nobody should set a clock by them.
 */
final class Estimates {
  /** A sequential scan that evaluates a condition. */
  private static final long SCAN_BYTES_PER_SECOND = 400_000_000;

  /** A blocking rewrite, heap and indexes. */
  private static final long REWRITE_BYTES_PER_SECOND = 100_000_000;

  /** Sorting and writing one index. */
  private static final long INDEX_ROWS_PER_SECOND = 800_000;

  /** The shadow's copy, its indexes and its verification, together and throttled. */
  private static final long COPY_ROWS_PER_SECOND = 150_000;

  /** Writing rows in place, all at once. */
  private static final long WRITE_ROWS_PER_SECOND = 120_000;

  /** Updating rows in place, batch by batch, throttled. */
  private static final long BACKFILL_ROWS_PER_SECOND = 60_000;

  /** Of a table that nobody has measured. */
  static final Estimate UNKNOWN = new Estimate(0, 0, Optional.empty(), "size unknown");

  private Estimates() {}

  /** Catalog only. Getting the lock may take longer than the work. */
  static Estimate instant() {
    return new Estimate(0, 0, Duration.ZERO, "catalog only");
  }

  /** ANALYZE reads a sample: 300 rows for each of the 100 entries of default_statistics_target. */
  static Estimate sample() {
    return new Estimate(30_000, 0, Duration.ofSeconds(1), "a sample of 30,000 rows");
  }

  /** What a form of statement does to a table of that size. */
  static Estimate of(Form form, Optional<TableSize> size) {
    return switch (form.work()) {
      case SCAN -> scan(size);
      case REWRITE -> rewrite(size);
      case INDEX_BUILD -> form.autonomous() ? onlineIndexBuild(size) : indexBuild(size);
      case INSTANT, BATCHED_WRITE, ONLINE_COPY -> instant();
    };
  }

  static Estimate scan(Optional<TableSize> size) {
    return byBytes(size, TableSize::heapBytes, SCAN_BYTES_PER_SECOND);
  }

  static Estimate rewrite(Optional<TableSize> size) {
    return byBytes(size, TableSize::totalBytes, REWRITE_BYTES_PER_SECOND);
  }

  static Estimate indexBuild(Optional<TableSize> size) {
    return byRows(size, INDEX_ROWS_PER_SECOND, 1);
  }

  /** A build that lets writers through reads the table twice. */
  static Estimate onlineIndexBuild(Optional<TableSize> size) {
    return byRows(size, INDEX_ROWS_PER_SECOND, 2);
  }

  static Estimate copy(Optional<TableSize> size) {
    return byRows(size, COPY_ROWS_PER_SECOND, 1);
  }

  static Estimate backfill(Optional<TableSize> size) {
    return byRows(size, BACKFILL_ROWS_PER_SECOND, 1);
  }

  /** Writing all rows in one transaction. */
  static Estimate write(Optional<TableSize> size) {
    return byRows(size, WRITE_ROWS_PER_SECOND, 1);
  }

  private static Estimate byBytes(
      Optional<TableSize> size, ToLongFunction<TableSize> extent, long bytesPerSecond) {
    if (size.isEmpty()) {
      return UNKNOWN;
    }
    long rows = size.get().rows();
    long bytes = extent.applyAsLong(size.get());
    return new Estimate(
        rows,
        bytes,
        Duration.ofMillis(bytes * 1000 / bytesPerSecond),
        rows(rows) + ", " + bytes(bytes) + ", at " + bytes(bytesPerSecond) + "/s");
  }

  private static Estimate byRows(Optional<TableSize> size, long rowsPerSecond, int passes) {
    if (size.isEmpty()) {
      return UNKNOWN;
    }
    long rows = size.get().rows();
    long bytes = size.get().heapBytes();
    return new Estimate(
        rows,
        bytes,
        Duration.ofMillis(rows * passes * 1000 / rowsPerSecond),
        rows(rows)
            + ", "
            + bytes(bytes)
            + ", at "
            + rows(rowsPerSecond)
            + "/s"
            + (passes > 1 ? ", read twice" : ""));
  }

  private static String rows(long rows) {
    if (rows >= 1_000_000_000) {
      return decimal(rows, 1_000_000_000) + " billion rows";
    }
    if (rows >= 1_000_000) {
      return decimal(rows, 1_000_000) + " million rows";
    }
    return String.format(Locale.ROOT, "%,d rows", rows);
  }

  private static String bytes(long bytes) {
    if (bytes >= 1_000_000_000) {
      return decimal(bytes, 1_000_000_000) + " GB";
    }
    if (bytes >= 1_000_000) {
      return decimal(bytes, 1_000_000) + " MB";
    }
    return String.format(Locale.ROOT, "%,d kB", (bytes + 999) / 1000);
  }

  /** One decimal, none where it would be 0 or the number has three digits already. */
  private static String decimal(long value, long unit) {
    String text = String.format(Locale.ROOT, "%.1f", (double) value / unit);
    return text.endsWith(".0") || value >= 100 * unit
        ? String.valueOf(Math.round((double) value / unit))
        : text;
  }

  /**
   * For sentences: {@code less than a second}, {@code about 12 s}, {@code about 2.5 h}, {@code as
   * long as it takes (size unknown)}.
   */
  static String about(Optional<Duration> duration) {
    if (duration.isEmpty()) {
      return "as long as it takes (size unknown)";
    }
    long seconds = duration.get().toSeconds();
    if (seconds < 1) {
      return "less than a second";
    }
    if (seconds < 120) {
      return "about " + seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return "about " + (seconds + 30) / 60 + " min";
    }
    return "about " + decimal(seconds, 3600) + " h";
  }
}
