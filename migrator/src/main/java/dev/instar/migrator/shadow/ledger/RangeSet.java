package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Disjoint key ranges in ascending order, adjacent ones merged. Not thread-safe. */
final class RangeSet {
  private final KeyOrder order;
  private final List<KeyRange> ranges = new ArrayList<>();

  RangeSet(KeyOrder order) {
    this.order = order;
  }

  /**
   * @throws IllegalArgumentException if two of {@code initial} overlap, or one is empty
   */
  RangeSet(KeyOrder order, Collection<KeyRange> initial) {
    this.order = order;
    initial.stream().sorted(byLower()).forEach(this::add);
  }

  List<KeyRange> ranges() {
    return List.copyOf(ranges);
  }

  boolean contains(Key key) {
    int i = firstNotBelow(key);
    return i < ranges.size() && ranges.get(i).contains(key, order);
  }

  boolean overlaps(KeyRange range) {
    int i = range.lower().map(this::firstNotBelow).orElse(0);
    return i < ranges.size()
        && (ranges.get(i).overlaps(range, order)
            || (i + 1 < ranges.size() && ranges.get(i + 1).overlaps(range, order)));
  }

  /** The lowest stretch that is in no range. */
  Optional<KeyRange> firstGap() {
    if (ranges.isEmpty()) {
      return Optional.of(KeyRange.ALL);
    }
    KeyRange first = ranges.getFirst();
    if (!first.isFirst()) {
      return Optional.of(new KeyRange(Optional.empty(), first.lower()));
    }
    // Adjacent ranges are merged: whatever follows the first one follows a gap.
    Optional<Key> end = ranges.size() > 1 ? ranges.get(1).lower() : Optional.empty();
    return first.upper().map(begin -> new KeyRange(Optional.of(begin), end));
  }

  /**
   * @throws IllegalArgumentException if the range is empty or overlaps one that is here
   */
  void add(KeyRange range) {
    if (!range.isProper(order)) {
      throw new IllegalArgumentException("no key lies in " + range);
    }
    if (overlaps(range)) {
      throw new IllegalArgumentException(range + " overlaps " + ranges);
    }
    int i = 0;
    while (i < ranges.size() && byLower().compare(ranges.get(i), range) < 0) {
      i++;
    }
    KeyRange merged = range;
    if (i < ranges.size() && meet(merged, ranges.get(i))) {
      merged = new KeyRange(merged.lower(), ranges.remove(i).upper());
    }
    if (i > 0 && meet(ranges.get(i - 1), merged)) {
      i--;
      merged = new KeyRange(ranges.remove(i).lower(), merged.upper());
    }
    ranges.add(i, merged);
  }

  void clear() {
    ranges.clear();
  }

  private boolean meet(KeyRange left, KeyRange right) {
    return !left.isLast()
        && !right.isFirst()
        && order.compare(left.upper().get(), right.lower().get()) == 0;
  }

  /** The index of the first range whose upper bound is at or above {@code key}. */
  private int firstNotBelow(Key key) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      KeyRange range = ranges.get(middle);
      if (!range.isLast() && order.compare(range.upper().get(), key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Comparator<KeyRange> byLower() {
    return (left, right) ->
        left.isFirst() || right.isFirst()
            ? Boolean.compare(right.isFirst(), left.isFirst())
            : order.compare(left.lower().get(), right.lower().get());
  }
}
