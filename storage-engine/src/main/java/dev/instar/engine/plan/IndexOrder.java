package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.catalog.Index;
import java.util.List;

/** Which way an index has to be gone through so that its entries come in an order. */
enum IndexOrder {
  NONE,
  FORWARD,
  BACKWARD;

  /**
   * @param order empty for any, of which there is none
   */
  static IndexOrder of(IndexMatch.Found found, List<SortKey> order) {
    if (order.isEmpty()) {
      return NONE;
    }
    IndexOrder direction = NONE;
    int at = 0;
    for (SortKey wanted : order) {
      if (isKnown(wanted.slot(), found)) {
        continue;
      }
      while (at < found.equalKeys() && found.hasOneValue(at)) {
        at++;
      }
      // The ranges of several values come in ascending order, whatever the index's is.
      boolean several = at < found.equalKeys();
      if (at >= found.index().keys().size()
          || (several && found.index().keys().get(at).descending())) {
        return NONE;
      }
      IndexOrder one = of(found, at, wanted);
      if (one == NONE || (direction != NONE && direction != one)) {
        return NONE;
      }
      direction = one;
      at++;
    }
    return direction == NONE ? FORWARD : direction;
  }

  /** Whether the rows all have one value there. */
  private static boolean isKnown(int slot, IndexMatch.Found found) {
    for (int i = 0; i < found.equalKeys(); i++) {
      if (found.key(i).isSlot(slot) && found.hasOneValue(i)) {
        return true;
      }
    }
    return false;
  }

  private static IndexOrder of(IndexMatch.Found found, int at, SortKey wanted) {
    KeyCondition condition = found.key(at);
    if (!condition.isSlot(wanted.slot()) || !condition.isOrderedBy(wanted.collation())) {
      return NONE;
    }
    Index.Key key = found.index().keys().get(at);
    boolean same = key.descending() == wanted.descending();
    boolean nullsFit = (key.nullsFirst() == wanted.nullsFirst()) == same;
    if (!found.hasNoNulls(at) && !nullsFit) {
      return NONE;
    }
    return same ? FORWARD : BACKWARD;
  }
}
