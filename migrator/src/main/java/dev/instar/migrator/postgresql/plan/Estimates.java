package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.postgresql.form.Form;
import dev.instar.migrator.schema.Speeds;
import dev.instar.migrator.schema.Speeds.Kind;
import dev.instar.migrator.schema.Speeds.Speed;
import dev.instar.migrator.schema.TableSize;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How long work takes, from a table's size and the speed that was seen on the server, where earlier
 * migrations have shown one ({@link dev.instar.migrator.plan.PastSteps}); otherwise at fixed
 * speeds. Those are what one idle two-core machine with a local disk gave (PostgreSQL 15 and 17, 5
 * million rows of pgbench_accounts, 640 MB: blocking rewrite 5.4 s, unique index 850 thousand
 * rows/s, copy with its key 750 thousand rows/s with two workers), rounded down, and those of
 * online work halved again for the throttle. They tell seconds from hours; nobody should set a
 * clock by them.
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

  private final Speeds speeds;

  /**
   * @param speeds what was seen on the server
   */
  Estimates(Speeds speeds) {
    this.speeds = speeds;
  }

  /** Catalog only. Getting the lock may take longer than the work. */
  static Estimate instant() {
    return new Estimate(0, 0, Duration.ZERO, "catalog only");
  }

  /** ANALYZE reads a sample: 300 rows for each of the 100 entries of default_statistics_target. */
  static Estimate sample() {
    return new Estimate(30_000, 0, Duration.ofSeconds(1), "a sample of 30,000 rows");
  }

  /** What a form of statement does to a table of that size. */
  Estimate of(Form form, Optional<TableSize> size) {
    return switch (form.work()) {
      case SCAN -> scan(size);
      case REWRITE -> rewrite(size);
      case INDEX_BUILD -> form.autonomous() ? onlineIndexBuild(size) : indexBuild(size);
      case INSTANT, BATCHED_WRITE, ONLINE_COPY -> instant();
    };
  }

  Estimate scan(Optional<TableSize> size) {
    return byBytes(size, TableSize::heapBytes, speeds.of(Kind.SCAN), SCAN_BYTES_PER_SECOND);
  }

  Estimate rewrite(Optional<TableSize> size) {
    return byBytes(size, TableSize::totalBytes, Optional.empty(), REWRITE_BYTES_PER_SECOND);
  }

  Estimate indexBuild(Optional<TableSize> size) {
    return byRows(size, INDEX_ROWS_PER_SECOND, 1);
  }

  /** A build that lets writers through reads the table twice. */
  Estimate onlineIndexBuild(Optional<TableSize> size) {
    return byRows(size, Kind.ONLINE_INDEX_BUILD, INDEX_ROWS_PER_SECOND, 2);
  }

  Estimate copy(Optional<TableSize> size) {
    return byRows(size, Kind.COPY, COPY_ROWS_PER_SECOND, 1);
  }

  Estimate backfill(Optional<TableSize> size) {
    return byRows(size, Kind.BACKFILL, BACKFILL_ROWS_PER_SECOND, 1);
  }

  /** Writing all rows in one transaction. */
  Estimate write(Optional<TableSize> size) {
    return byRows(size, WRITE_ROWS_PER_SECOND, 1);
  }

  private static Estimate byBytes(
      Optional<TableSize> size,
      ToLongFunction<TableSize> extent,
      Optional<Speed> seen,
      long otherwise) {
    if (size.isEmpty()) {
      return UNKNOWN;
    }
    long bytes = extent.applyAsLong(size.get());
    long perSecond = seen.map(Speed::perSecond).orElse(otherwise);
    return estimate(
        size.get().rows(),
        bytes,
        millis(bytes, perSecond),
        bytes(perSecond) + "/s" + seen.map(Estimates::asSeen).orElse(""));
  }

  /** At the speed that was seen, which is that of all passes together. */
  private Estimate byRows(Optional<TableSize> size, Kind kind, long otherwise, int passes) {
    Optional<Speed> seen = speeds.of(kind);
    if (size.isEmpty() || seen.isEmpty()) {
      return byRows(size, otherwise, passes);
    }
    long perSecond = seen.get().perSecond();
    return estimate(
        size.get().rows(),
        size.get().heapBytes(),
        millis(size.get().rows(), perSecond),
        rows(perSecond) + "/s" + asSeen(seen.get()));
  }

  private static Estimate byRows(Optional<TableSize> size, long rowsPerSecond, int passes) {
    return size.map(
            known ->
                estimate(
                    known.rows(),
                    known.heapBytes(),
                    millis(known.rows() * passes, rowsPerSecond),
                    rows(rowsPerSecond) + "/s" + (passes > 1 ? ", read twice" : "")))
        .orElse(UNKNOWN);
  }

  private static Duration millis(long extent, long perSecond) {
    return Duration.ofMillis(extent * 1000 / perSecond);
  }

  private static Estimate estimate(long rows, long bytes, Duration duration, String speed) {
    return new Estimate(rows, bytes, duration, rows(rows) + ", " + bytes(bytes) + ", at " + speed);
  }

  private static String asSeen(Speed speed) {
    return ", as seen here on " + speed.on();
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
