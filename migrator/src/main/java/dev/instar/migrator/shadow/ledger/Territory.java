package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.List;
import java.util.Optional;

/** Which keys are copied, being copied, or still ahead. Guarded by the ledger's lock. */
sealed interface Territory permits OrderedTerritory, FrontierTerritory {
  /** The first stretch that is neither finished nor in flight. */
  Optional<KeyRange> nextGap();

  /**
   * @throws IllegalArgumentException if the range is not part of a gap, or not allowed to be next
   */
  void dispatched(Chunk chunk);

  void finished(Chunk chunk);

  void failed(Chunk chunk);

  /** The chunk in flight whose range holds this key, where that can be told; or null. */
  Chunk chunkOf(Key key);

  /** Whether the row of this key may be in the shadow, chunks in flight aside. */
  boolean isFinished(Key key);

  /** The finished ranges in ascending order, adjacent ones merged. */
  List<KeyRange> finished();

  List<Chunk> inFlight();

  /** Whether chunks and batches must take turns because keys cannot be located. */
  boolean takesTurns();

  /** Nothing is finished any more. */
  void restart();
}
