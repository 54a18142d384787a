package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.LogPosition;
import java.util.HashMap;
import java.util.Map;

/**
 * The groups that hold the low-water back, oldest first, and how far the stream has been read.
 * Guarded by the ledger's lock.
 */
final class Groups {
  /**
   * From this many unsettled keys on, adjacent small transactions share a group of up to {@link
   * #SHARED_KEYS} keys: the low-water then moves in larger steps, and a backlog of a million
   * single-row transactions does not cost a position each.
   */
  static final int SHARED_FROM_KEYS = 50_000;

  private static final int SHARED_KEYS = 64;

  private Group oldest;
  private Group newest;
  private Group open;
  private LogPosition reached;

  Groups(LogPosition position) {
    reached = position;
  }

  Group oldest() {
    return oldest;
  }

  /** The group of the transaction that is being handed over. */
  Group open() {
    if (open == null) {
      throw new IllegalStateException("a change outside a transaction, after " + reached.text());
    }
    return open;
  }

  /** The newest group there is; may be left empty, and is then to be removed by the caller. */
  Group current() {
    if (newest == null) {
      append(new Group(reached));
    }
    return newest;
  }

  void begin(int unsettledKeys) {
    if (open != null) {
      throw new IllegalStateException(
          "a transaction within a transaction, after " + reached.text());
    }
    if (unsettledKeys >= SHARED_FROM_KEYS && newest != null && newest.unsettled < SHARED_KEYS) {
      open = newest;
      return;
    }
    open = new Group(reached);
    append(open);
  }

  private void append(Group group) {
    group.older = newest;
    if (newest == null) {
      oldest = group;
    } else {
      newest.newer = group;
    }
    newest = group;
  }

  void commit(LogPosition end) {
    Group committed = open();
    open = null;
    reach(end);
    removeIfSettled(committed);
  }

  void idle(LogPosition upTo) {
    if (open != null) {
      throw new IllegalStateException("an idle position within a transaction: " + upTo.text());
    }
    reach(upTo);
  }

  /** A replayed transaction, older than what was reached before, does not take it back. */
  private void reach(LogPosition position) {
    if (position.compareTo(reached) > 0) {
      reached = position;
    }
  }

  void settle(Group group) {
    group.unsettled--;
    removeIfSettled(group);
  }

  /** A group without unsettled keys holds nothing back, unless its transaction is not complete. */
  void removeIfSettled(Group group) {
    if (group.unsettled > 0 || group == open) {
      return;
    }
    if (group.older == null) {
      oldest = group.newer;
    } else {
      group.older.newer = group.newer;
    }
    if (group.newer == null) {
      newest = group.older;
    } else {
      group.newer.older = group.older;
    }
  }

  LogPosition lowWater() {
    return oldest == null ? reached : oldest.before;
  }

  /** What {@link #lowWater} would be once the keys that {@code held} lists are settled. */
  LogPosition lowWaterAfter(EntryList held) {
    Map<Group, Integer> settling = new HashMap<>();
    for (Entry entry = held.first; entry != null; entry = entry.next) {
      if (entry.group != null) {
        settling.merge(entry.group, 1, Integer::sum);
      }
    }
    Group group = oldest;
    while (group != null && group != open && group.unsettled == settling.getOrDefault(group, 0)) {
      group = group.newer;
    }
    return group == null ? reached : group.before;
  }

  /** Forgets all that is unsettled; a transaction that is being handed over stays so. */
  void restart(LogPosition position) {
    Group kept = open;
    oldest = null;
    newest = null;
    open = null;
    if (kept == null) {
      reach(position);
    } else {
      begin(0);
    }
  }
}
