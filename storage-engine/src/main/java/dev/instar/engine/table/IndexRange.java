package dev.instar.engine.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A part of an index: some leading keys have these values, the next ones are within bounds. With a
 * bound, NULLs of the first of these are left out. Values are of the keys' types.
 *
 * @param equal null stands for IS NULL
 * @param backward whether the largest entries come first
 */
public record IndexRange(
    List<Object> equal, Optional<Bound> low, Optional<Bound> high, boolean backward) {
  public IndexRange {
    equal = Collections.unmodifiableList(new ArrayList<>(equal));
  }

  /**
   * An end of a range of keys.
   *
   * @param values of one key or of several from there on, which then have the same direction; not
   *     NULL
   */
  public record Bound(List<Object> values, boolean inclusive) {
    public Bound {
      values = List.copyOf(values);
    }
  }

  /** All of an index. */
  public static IndexRange all(boolean backward) {
    return new IndexRange(List.of(), Optional.empty(), Optional.empty(), backward);
  }

  /** The entries whose leading keys have these values. */
  public static IndexRange equal(List<Object> values) {
    return new IndexRange(values, Optional.empty(), Optional.empty(), false);
  }
}
