package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.evaluation.ValueOrder;
import java.util.Comparator;
import java.util.List;

/** The order that ORDER BY asks for. Thread-safe. */
final class RowOrder implements Comparator<Object[]> {
  private final int[] slots;
  private final ValueOrder[] orders;
  private final boolean[] descending;
  private final boolean[] nullsFirst;

  RowOrder(List<SortKey> keys) {
    int count = keys.size();
    slots = new int[count];
    orders = new ValueOrder[count];
    descending = new boolean[count];
    nullsFirst = new boolean[count];
    for (int i = 0; i < count; i++) {
      SortKey key = keys.get(i);
      slots[i] = key.slot();
      orders[i] = ValueOrder.of(key.type(), key.collation());
      descending[i] = key.descending();
      nullsFirst[i] = key.nullsFirst();
    }
  }

  @Override
  public int compare(Object[] left, Object[] right) {
    for (int i = 0; i < slots.length; i++) {
      Object a = left[slots[i]];
      Object b = right[slots[i]];
      if (a == null || b == null) {
        if (a != b) {
          return (a == null) == nullsFirst[i] ? -1 : 1;
        }
        continue;
      }
      int order = orders[i].compare(a, b);
      if (order != 0) {
        return descending[i] ? -order : order;
      }
    }
    return 0;
  }
}
