package dev.instar.engine.plan;

import java.util.BitSet;

/** The slots that one side of a join fills, for putting rows together. Immutable. */
final class SlotRanges {
  private final int[] bounds;

  SlotRanges(BitSet slots) {
    int count = 0;
    for (int from = slots.nextSetBit(0); from >= 0; from = next(slots, from)) {
      count++;
    }
    bounds = new int[2 * count];
    int at = 0;
    for (int from = slots.nextSetBit(0); from >= 0; from = next(slots, from)) {
      bounds[at++] = from;
      bounds[at++] = slots.nextClearBit(from);
    }
  }

  private static int next(BitSet slots, int from) {
    return slots.nextSetBit(slots.nextClearBit(from));
  }

  /** A copy of {@code row} with these slots as {@code other} has them. */
  Object[] merge(Object[] row, Object[] other) {
    Object[] merged = row.clone();
    for (int i = 0; i < bounds.length; i += 2) {
      System.arraycopy(other, bounds[i], merged, bounds[i], bounds[i + 1] - bounds[i]);
    }
    return merged;
  }
}
