package dev.instar.migrator.shadow.ledger;

import java.util.Arrays;

/** A hash set of entries by key: open addressing, linear probing, no objects of its own per key. */
final class EntryTable {
  private static final int SMALLEST = 1024;

  private Entry[] slots = new Entry[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  /** The entry of this key, or null. */
  Entry get(byte[] key) {
    int hash = Entry.hash(key);
    for (int i = hash & mask(); slots[i] != null; i = i + 1 & mask()) {
      if (slots[i].hash == hash && Arrays.equals(slots[i].key, key)) {
        return slots[i];
      }
    }
    return null;
  }

  /** Adds an entry whose key has none. */
  void add(Entry entry) {
    if (size >= slots.length / 4 * 3) {
      resize(slots.length * 2);
    }
    insert(entry);
    size++;
  }

  /** Removes an entry that is in the table. */
  void remove(Entry entry) {
    int hole = entry.hash & mask();
    while (slots[hole] != entry) {
      hole = hole + 1 & mask();
    }
    // Whoever comes later in the run moves up into the hole, unless it would pass its own home.
    for (int i = hole + 1 & mask(); slots[i] != null; i = i + 1 & mask()) {
      int home = slots[i].hash & mask();
      if ((i - home & mask()) >= (i - hole & mask())) {
        slots[hole] = slots[i];
        hole = i;
      }
    }
    slots[hole] = null;
    size--;
    if (slots.length > SMALLEST && size < slots.length / 8) {
      resize(slots.length / 2);
    }
  }

  void clear() {
    slots = new Entry[SMALLEST];
    size = 0;
  }

  private void resize(int length) {
    Entry[] old = slots;
    slots = new Entry[length];
    for (Entry entry : old) {
      if (entry != null) {
        insert(entry);
      }
    }
  }

  private void insert(Entry entry) {
    int i = entry.hash & mask();
    while (slots[i] != null) {
      i = i + 1 & mask();
    }
    slots[i] = entry;
  }

  private int mask() {
    return slots.length - 1;
  }
}
