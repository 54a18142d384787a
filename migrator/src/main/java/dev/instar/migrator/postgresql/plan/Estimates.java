package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.schema.TableSize;
import java.time.Duration;
import java.util.Locale;

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

  /** Updating rows in place, batch by batch, throttled. */
  private static final long BACKFILL_ROWS_PER_SECOND = 60_000;

  private Estimates() {}

  /** Catalog only. Getting the lock may take longer than the work. */
  static Estimate instant() {
    return new Estimate(0, 0, Duration.ZERO, "catalog only");
  }

  /** ANALYZE reads a sample: 300 rows for each of the 100 entries of default_statistics_target. */
  static Estimate sample() {
    return new Estimate(30_000, 0, Duration.ofSeconds(1), "a sample of 30,000 rows");
  }

  static Estimate scan(TableSize size) {
    return byBytes(size.rows(), size.heapBytes(), SCAN_BYTES_PER_SECOND);
  }

  static Estimate rewrite(TableSize size) {
    return byBytes(size.rows(), size.totalBytes(), REWRITE_BYTES_PER_SECOND);
  }

  static Estimate indexBuild(TableSize size) {
    return byRows(size, INDEX_ROWS_PER_SECOND, 1);
  }

  /** A build that lets writers through reads the table twice. */
  static Estimate onlineIndexBuild(TableSize size) {
    return byRows(size, INDEX_ROWS_PER_SECOND, 2);
  }

  static Estimate copy(TableSize size) {
    return byRows(size, COPY_ROWS_PER_SECOND, 1);
  }

  static Estimate backfill(TableSize size) {
    return byRows(size, BACKFILL_ROWS_PER_SECOND, 1);
  }

  private static Estimate byBytes(long rows, long bytes, long bytesPerSecond) {
    return new Estimate(
        rows,
        bytes,
        Duration.ofMillis(bytes * 1000 / bytesPerSecond),
        rows(rows) + ", " + bytes(bytes) + ", at " + bytes(bytesPerSecond) + "/s");
  }

  private static Estimate byRows(TableSize size, long rowsPerSecond, int passes) {
    return new Estimate(
        size.rows(),
        size.heapBytes(),
        Duration.ofMillis(size.rows() * passes * 1000 / rowsPerSecond),
        rows(size.rows())
            + ", "
            + bytes(size.heapBytes())
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

  /** For sentences: {@code less than a second}, {@code about 12 s}, {@code about 2.5 h}. */
  static String about(Duration duration) {
    long seconds = duration.toSeconds();
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
