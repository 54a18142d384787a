package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.List;
import java.util.Optional;

/** Pending keys that are being flushed: deleted from the shadow and read again from the source. */
public final class Batch implements InFlight {
  private final List<Key> keys;
  private final Optional<KeyRange> frontier;

  /** The keys taken. Guarded by the ledger's lock. */
  final EntryList held = new EntryList(EntryList.Place.HELD, this);

  /** The keys pulled later. Guarded by the ledger's lock. */
  final EntryList pulled = new EntryList(EntryList.Place.HELD, this);

  Batch(List<Key> keys, Optional<KeyRange> frontier) {
    this.keys = List.copyOf(keys);
    this.frontier = frontier;
  }

  /**
   * The keys as they were taken, those with the oldest changes first; pulled ones are not among
   * them.
   */
  public List<Key> keys() {
    return keys;
  }

  /**
   * Present where the client cannot compare keys: what is copied so far. The flush writes only keys
   * inside, as the server compares them; the others will be copied by a later snapshot.
   */
  public Optional<KeyRange> frontier() {
    return frontier;
  }

  @Override
  public String toString() {
    return "Batch[" + keys.size() + " keys]";
  }
}
