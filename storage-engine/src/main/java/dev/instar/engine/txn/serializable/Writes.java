package dev.instar.engine.txn.serializable;

import dev.instar.engine.lock.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a transaction has written: rows, keys put into indexes, and relations as a whole. Of many
 * keys of one index it becomes the whole index, which is coarser and never wrong.
 */
final class Writes {
  private static final int KEYS_MAX = 1000;

  private final Map<Integer, RowSet> rows = new HashMap<>();
  private final Map<Integer, List<Object>> keys = new HashMap<>();
  private final Set<Integer> indexes = new HashSet<>();
  private final Set<Integer> relations = new HashSet<>();

  void addRow(int relation, long row) {
    rows.computeIfAbsent(relation, key -> new RowSet()).add(row);
  }

  void addRelation(int relation) {
    relations.add(relation);
  }

  void add(IndexEntry entry) {
    if (indexes.contains(entry.index())) {
      return;
    }
    List<Object> list = keys.computeIfAbsent(entry.index(), index -> new ArrayList<>());
    list.add(entry.key());
    if (list.size() > KEYS_MAX) {
      keys.remove(entry.index());
      indexes.add(entry.index());
    }
  }

  boolean isEmpty() {
    return rows.isEmpty() && relations.isEmpty();
  }

  boolean containRow(int relation, long row) {
    if (relations.contains(relation)) {
      return true;
    }
    RowSet set = rows.get(relation);
    return set != null && set.contains(row);
  }

  boolean touchRelation(int relation) {
    return relations.contains(relation) || rows.containsKey(relation);
  }

  boolean meet(IndexRange range) {
    if (indexes.contains(range.index())) {
      return true;
    }
    for (Object key : keys.getOrDefault(range.index(), List.of())) {
      if (range.contains(key)) {
        return true;
      }
    }
    return false;
  }
}
