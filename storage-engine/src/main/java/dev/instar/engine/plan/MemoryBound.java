package dev.instar.engine.plan;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.Bytes;

/**
 * How much one node of a run may keep in memory: a part of the heap. Sizes are estimates. Of one
 * thread.
 */
final class MemoryBound {
  /** So that a few of them at once leave room for the rest. */
  private static final long LIMIT_BYTES = Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 8);

  private static final int ROW_BYTES = 40;
  private static final int VALUE_BYTES = 20;
  private static final int TEXT_BYTES = 48;

  private final long limit;
  private long bytes;

  MemoryBound() {
    this(LIMIT_BYTES);
  }

  MemoryBound(long limit) {
    this.limit = limit;
  }

  /** Counts a row; whether all of them still fit. */
  boolean fits(Object[] row) {
    bytes += size(row);
    return bytes <= limit;
  }

  /**
   * Counts a row that has to be kept.
   *
   * @throws SqlException 53200 if it does not fit
   */
  void keep(Object[] row) {
    if (!fits(row)) {
      throw new SqlException(SqlState.OUT_OF_MEMORY, "out of memory")
          .with(
              SqlException.Field.DETAIL,
              "A part of the query needs more than " + (limit >> 20) + " MB.");
    }
  }

  void clear() {
    bytes = 0;
  }

  private static long size(Object[] row) {
    long size = ROW_BYTES + 4L * row.length;
    for (Object value : row) {
      size += size(value);
    }
    return size;
  }

  private static long size(Object value) {
    return switch (value) {
      case null -> 0;
      case Number number -> VALUE_BYTES;
      case Boolean bool -> 0;
      case String text -> TEXT_BYTES + text.length();
      case Bytes bytes -> TEXT_BYTES + (long) bytes.array().length;
      case ArrayValue array -> TEXT_BYTES + (long) array.size() * VALUE_BYTES;
      case Object[] inner -> size(inner);
      default -> TEXT_BYTES;
    };
  }
}
