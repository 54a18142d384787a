package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keys that are being compared once more. Belongs to one {@link VerificationBook}. */
public final class Round {
  private final List<Key> keys;

  /**
   * Which of them were handed over by the stream since the round began. Guarded by the book's lock.
   */
  final Set<Key> touched = new HashSet<>();

  Round(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  public List<Key> keys() {
    return keys;
  }
}
