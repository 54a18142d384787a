package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.LogPosition;

/**
 * The unsettled keys of one transaction, or of a few adjacent ones. Guarded by the ledger's lock.
 */
final class Group {
  /** Up to where everything is settled if nothing older than this group is unsettled. */
  final LogPosition before;

  /** How many keys count this group as theirs, by {@link Entry#group} or {@link Entry#again}. */
  int unsettled;

  final EntryList ready = new EntryList(EntryList.Place.READY, null);

  Group older;
  Group newer;

  Group(LogPosition before) {
    this.before = before;
  }
}
