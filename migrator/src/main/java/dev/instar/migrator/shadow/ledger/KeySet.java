package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.ArrayList;
import java.util.List;

/** A set of keys in few bytes, first in, first out. Not thread-safe. */
final class KeySet {
  private final EntryTable entries = new EntryTable();
  private EntryList queue = new EntryList(EntryList.Place.READY, null);

  int size() {
    return entries.size();
  }

  void add(Key key) {
    byte[] bytes = CompactKey.encode(key);
    if (entries.get(bytes) == null) {
      Entry entry = new Entry(bytes);
      entries.add(entry);
      queue.append(entry);
    }
  }

  void remove(Key key) {
    Entry entry = entries.get(CompactKey.encode(key));
    if (entry != null) {
      entries.remove(entry);
      queue.remove(entry);
    }
  }

  /** Removes and returns the first keys, {@code max} at most. */
  List<Key> poll(int max) {
    List<Key> keys = new ArrayList<>();
    while (queue.first != null && keys.size() < max) {
      Entry entry = queue.first;
      entries.remove(entry);
      queue.remove(entry);
      keys.add(CompactKey.decode(entry.key));
    }
    return keys;
  }

  void clear() {
    entries.clear();
    queue = new EntryList(EntryList.Place.READY, null);
  }
}
