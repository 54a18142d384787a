package dev.instar.changelog.postgresql;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code pg_current_snapshot()} printed: {@code xmin:xmax:xip,xip,…}, such as {@code
 * 10:20:10,14,15}.
 *
 * @param oldest xmin: every transaction before it has ended
 * @param next xmax: no transaction from it on has ended
 * @param running xip: those in between that have not ended
 */
record SnapshotImage(long oldest, long next, Set<Long> running) {
  SnapshotImage {
    running = Set.copyOf(running);
    if (oldest <= 0 || next < oldest) {
      throw new IllegalArgumentException("not a snapshot: " + oldest + ":" + next);
    }
  }

  /**
   * Reads PostgreSQL's notation.
   *
   * @throws IllegalArgumentException if {@code text} is not that
   */
  static SnapshotImage parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a snapshot: " + text);
    }
    Set<Long> running =
        parts[2].isEmpty()
            ? Set.of()
            : Stream.of(parts[2].split(",", -1))
                .map(Long::parseLong)
                .collect(Collectors.toUnmodifiableSet());
    return new SnapshotImage(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
  }

  /**
   * The full id of a transaction known by its low 32 bits. The server keeps the transactions that a
   * slot still needs within 2^31 of the newest, so the nearest candidate to {@link #next} is the
   * one; it may lie on either side of it, a committed transaction that is not visible yet on the
   * far one.
   */
  long extend(int xid) {
    return next + (xid - (int) next);
  }

  /** Whether this snapshot sees a committed transaction: {@code pg_visible_in_snapshot}'s rule. */
  boolean sees(long transaction) {
    return transaction < oldest || (transaction < next && !running.contains(transaction));
  }
}
