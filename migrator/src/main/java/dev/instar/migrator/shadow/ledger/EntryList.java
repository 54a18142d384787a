package dev.instar.migrator.shadow.ledger;

/** A doubly linked list that runs through the entries themselves. */
final class EntryList {
  /** What it means for a key to be in a list. */
  enum Place {
    /** Pending, may be taken. */
    READY,
    /** Pending, inside the range of a chunk in flight, whose outcome decides what becomes of it. */
    WAITING,
    /** Held by a piece of work in flight. */
    HELD
  }

  final Place place;

  /** The work that the keys wait for or are held by; null for ready ones. */
  final InFlight work;

  Entry first;
  Entry last;

  EntryList(Place place, InFlight work) {
    this.place = place;
    this.work = work;
  }

  void append(Entry entry) {
    entry.list = this;
    entry.previous = last;
    entry.next = null;
    if (last == null) {
      first = entry;
    } else {
      last.next = entry;
    }
    last = entry;
  }

  void remove(Entry entry) {
    if (entry.previous == null) {
      first = entry.next;
    } else {
      entry.previous.next = entry.next;
    }
    if (entry.next == null) {
      last = entry.previous;
    } else {
      entry.next.previous = entry.previous;
    }
    entry.list = null;
    entry.previous = null;
    entry.next = null;
  }
}
