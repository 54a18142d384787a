package dev.instar.migrator.shadow.ledger;

import java.util.Objects;

/**
 * A key range that is being copied, or compared, from before its snapshot until its outcome is
 * known (I2).
 */
public final class Chunk implements InFlight {
  private final KeyRange range;

  /** Keys of the range that changed since it was dispatched. Guarded by the ledger's lock. */
  final EntryList waiting = new EntryList(EntryList.Place.WAITING, this);

  /** Keys of other ranges that were pulled. Guarded by the ledger's lock. */
  final EntryList pulled = new EntryList(EntryList.Place.HELD, this);

  Chunk(KeyRange range) {
    this.range = Objects.requireNonNull(range, "range");
  }

  public KeyRange range() {
    return range;
  }

  @Override
  public String toString() {
    return "Chunk" + range;
  }
}
