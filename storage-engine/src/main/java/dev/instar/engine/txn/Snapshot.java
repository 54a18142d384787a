package dev.instar.engine.txn;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * Which transactions had ended at one moment. Immutable.
 *
 * <pre>
 *   … ended …  xmin … some of these were in progress …  xmax … nobody had ended here …
 * </pre>
 *
 * <p>It speaks of transactions, not of subtransactions, and says who had ended, not how: a
 * transaction that it includes may have been rolled back.
 */
public final class Snapshot {
  private final long xmin;
  private final long xmax;
  private final long[] inProgress;

  /**
   * @param xmin the lowest id that was in progress; xmax if none was
   * @param xmax one above the highest id that had ended
   * @param inProgress those in progress between the two, ascending
   */
  public Snapshot(long xmin, long xmax, long... inProgress) {
    if (xmin > xmax) {
      throw new IllegalArgumentException(xmin + " is above " + xmax);
    }
    long before = xmin - 1;
    for (long xid : inProgress) {
      if (xid <= before || xid >= xmax) {
        throw new IllegalArgumentException("not in order: " + Arrays.toString(inProgress));
      }
      before = xid;
    }
    this.xmin = xmin;
    this.xmax = xmax;
    this.inProgress = inProgress.clone();
  }

  public long xmin() {
    return xmin;
  }

  public long xmax() {
    return xmax;
  }

  /** Whether the transaction had ended: pg_visible_in_snapshot. */
  public boolean includes(long xid) {
    return xid < xmin || (xid < xmax && Arrays.binarySearch(inProgress, xid) < 0);
  }

  /** Those in progress, ascending: pg_snapshot_xip. */
  public long[] inProgress() {
    return inProgress.clone();
  }

  /**
   * The text of pg_current_snapshot: {@code xmin:xmax:xip,xip}.
   *
   * @param own the asking transaction's id, which PostgreSQL leaves out; 0 if it has none
   */
  public String text(long own) {
    StringJoiner list = new StringJoiner(",");
    for (long xid : inProgress) {
      if (xid != own) {
        list.add(Long.toString(xid));
      }
    }
    return xmin + ":" + xmax + ":" + list;
  }

  /**
   * Reads the text form.
   *
   * @throws SqlException 22P02
   */
  public static Snapshot parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 3) {
        long[] list =
            parts[2].isEmpty()
                ? new long[0]
                : Arrays.stream(parts[2].split(",", -1)).mapToLong(Long::parseLong).toArray();
        long xmin = Long.parseLong(parts[0]);
        if (xmin > 0) {
          return new Snapshot(
              xmin, Long.parseLong(parts[1]), Arrays.stream(list).distinct().toArray());
        }
      }
    } catch (IllegalArgumentException e) {
      throw invalid(text, e);
    }
    throw invalid(text, null);
  }

  private static SqlException invalid(String text, Throwable cause) {
    return new SqlException(
        SqlState.INVALID_TEXT_REPRESENTATION,
        "invalid input syntax for type pg_snapshot: \"" + text + "\"",
        cause);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Snapshot that
        && xmin == that.xmin
        && xmax == that.xmax
        && Arrays.equals(inProgress, that.inProgress);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(xmin * 31 + xmax) * 31 + Arrays.hashCode(inProgress);
  }

  @Override
  public String toString() {
    return text(0);
  }
}
