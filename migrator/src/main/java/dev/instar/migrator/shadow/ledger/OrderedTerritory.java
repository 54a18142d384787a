package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chunks finish in any order; every key can be located. */
final class OrderedTerritory implements Territory {
  private final KeyOrder order;
  private final RangeSet finished;
  private final List<Chunk> chunks = new ArrayList<>();

  OrderedTerritory(KeyOrder order, Collection<KeyRange> finished) {
    this.order = order;
    this.finished = new RangeSet(order, finished);
  }

  @Override
  public Optional<KeyRange> nextGap() {
    RangeSet taken =
        chunks.isEmpty()
            ? finished
            : new RangeSet(
                order,
                Stream.concat(finished.ranges().stream(), chunks.stream().map(Chunk::range))
                    .toList());
    return taken.firstGap();
  }

  @Override
  public void dispatched(Chunk chunk) {
    KeyRange range = chunk.range();
    if (!range.isProper(order)) {
      throw new IllegalArgumentException("no key lies in " + range);
    }
    if (finished.overlaps(range)) {
      throw new IllegalArgumentException(range + " is copied already: " + finished.ranges());
    }
    if (chunks.stream().anyMatch(other -> other.range().overlaps(range, order))) {
      throw new IllegalArgumentException(range + " is being copied already: " + chunks);
    }
    chunks.add(chunk);
  }

  @Override
  public void finished(Chunk chunk) {
    chunks.remove(chunk);
    finished.add(chunk.range());
  }

  @Override
  public void failed(Chunk chunk) {
    chunks.remove(chunk);
  }

  @Override
  public Chunk chunkOf(Key key) {
    for (Chunk chunk : chunks) {
      if (chunk.range().contains(key, order)) {
        return chunk;
      }
    }
    return null;
  }

  @Override
  public boolean isFinished(Key key) {
    return finished.contains(key);
  }

  @Override
  public List<KeyRange> finished() {
    return finished.ranges();
  }

  @Override
  public List<Chunk> inFlight() {
    return chunks;
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public void restart() {
    finished.clear();
  }
}
