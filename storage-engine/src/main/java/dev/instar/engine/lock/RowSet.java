package dev.instar.engine.lock;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A set of row numbers in little memory: a bit per row where rows stand close together, two bytes
 * per row (and about a hundred for each group of 4096 numbers that is not empty) where they do not.
 * All rows of a table with a hundred million rows are 13 MB. Numbers are never removed. Not
 * thread-safe.
 */
public final class RowSet {
  private static final int GROUP_BITS = 12;
  private static final int GROUP_SIZE = 1 << GROUP_BITS;

  /** From here a bit per row is smaller: 256 rows × 2 bytes = 4096 rows / 8. */
  private static final int SPARSE_MAX = GROUP_SIZE / 8 / Short.BYTES;

  private final Map<Long, Group> groups = new HashMap<>();

  /** Returns whether it is new. */
  public boolean add(long row) {
    return groups.computeIfAbsent(row >> GROUP_BITS, number -> new Group()).add(place(row));
  }

  public boolean contains(long row) {
    Group group = groups.get(row >> GROUP_BITS);
    return group != null && group.contains(place(row));
  }

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  private static int place(long row) {
    return (int) (row & (GROUP_SIZE - 1));
  }

  /** Rows whose numbers share all but the last bits: a sorted list while short, then bits. */
  private static final class Group {
    private short[] sparse = new short[4];
    private int count;
    private long[] dense;

    boolean add(int place) {
      if (dense != null) {
        boolean isNew = !contains(place);
        dense[place >> 6] |= 1L << place;
        return isNew;
      }
      int found = Arrays.binarySearch(sparse, 0, count, (short) place);
      if (found >= 0) {
        return false;
      }
      if (count == SPARSE_MAX) {
        makeDense();
        return add(place);
      }
      if (count == sparse.length) {
        sparse = Arrays.copyOf(sparse, Math.min(SPARSE_MAX, count * 2));
      }
      int at = -found - 1;
      System.arraycopy(sparse, at, sparse, at + 1, count - at);
      sparse[at] = (short) place;
      count++;
      return true;
    }

    private void makeDense() {
      dense = new long[GROUP_SIZE / Long.SIZE];
      for (int i = 0; i < count; i++) {
        dense[sparse[i] >> 6] |= 1L << sparse[i];
      }
      sparse = null;
    }

    boolean contains(int place) {
      return dense != null
          ? (dense[place >> 6] & 1L << place) != 0
          : Arrays.binarySearch(sparse, 0, count, (short) place) >= 0;
    }
  }
}
