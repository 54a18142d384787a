package dev.instar.migrator.shadow.ledger;

import java.util.Arrays;

/**
 * One key that is pending, or held by a piece of work. Small, as there may be millions. Guarded by
 * the ledger's lock.
 */
final class Entry {
  final byte[] key;
  final int hash;

  /** Where the oldest of its unsettled changes stands; null if it was pulled and had none. */
  Group group;

  /** Where the first change stands that came while the key was held; null if none did. */
  Group again;

  /** Where it is: a group's keys ready to be taken, a chunk's waiting ones, or a holder's. */
  EntryList list;

  Entry previous;
  Entry next;

  Entry(byte[] key) {
    this.key = key;
    this.hash = hash(key);
  }

  boolean isHeld() {
    return list.place == EntryList.Place.HELD;
  }

  static int hash(byte[] key) {
    int hash = Arrays.hashCode(key);
    // Consecutive numbers must not become one long run in the table.
    return (hash ^ hash >>> 15) * 0x9E3779B1;
  }
}
