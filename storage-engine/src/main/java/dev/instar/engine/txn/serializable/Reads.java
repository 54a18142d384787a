package dev.instar.engine.txn.serializable;

import dev.instar.engine.lock.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a transaction has read: its SIREAD locks, on whole relations, rows, and ranges of indexes.
 * They block nobody. Rows are kept in {@link RowSet}s; of many ranges of one index it becomes the
 * whole index, which is coarser and never wrong.
 */
final class Reads {
  private static final int RANGES_MAX = 64;

  private final Set<Integer> relations = new HashSet<>();
  private final Map<Integer, RowSet> rows = new HashMap<>();
  private final Map<Integer, List<IndexRange>> ranges = new HashMap<>();
  private final Set<Integer> indexes = new HashSet<>();

  /** Returns whether it adds anything. */
  boolean addRelation(int relation) {
    if (!relations.add(relation)) {
      return false;
    }
    rows.remove(relation);
    return true;
  }

  boolean addRow(int relation, long row) {
    return !relations.contains(relation)
        && rows.computeIfAbsent(relation, key -> new RowSet()).add(row);
  }

  void addRange(IndexRange range) {
    if (indexes.contains(range.index())) {
      return;
    }
    List<IndexRange> list = ranges.computeIfAbsent(range.index(), key -> new ArrayList<>());
    list.add(range);
    if (list.size() > RANGES_MAX) {
      ranges.remove(range.index());
      indexes.add(range.index());
    }
  }

  boolean coverRow(int relation, long row) {
    if (relations.contains(relation)) {
      return true;
    }
    RowSet set = rows.get(relation);
    return set != null && set.contains(row);
  }

  boolean touchRelation(int relation) {
    return relations.contains(relation) || rows.containsKey(relation);
  }

  boolean cover(IndexEntry entry) {
    if (indexes.contains(entry.index())) {
      return true;
    }
    for (IndexRange range : ranges.getOrDefault(entry.index(), List.of())) {
      if (range.contains(entry.key())) {
        return true;
      }
    }
    return false;
  }
}
