package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * For keys that only the server can compare: one chunk at a time, from −∞ upwards, and no key can
 * be located. Bounds are compared as texts only: each chunk begins with the very key the last one
 * ended with.
 */
final class FrontierTerritory implements Territory {
  /** (−∞, frontier]; null before the first chunk is finished. */
  private KeyRange finished;

  private Chunk inFlight;

  /**
   * @throws IllegalArgumentException if the ranges do not form one stretch that begins at −∞
   */
  FrontierTerritory(Collection<KeyRange> ranges) {
    List<KeyRange> rest = new ArrayList<>(ranges);
    while (!rest.isEmpty()) {
      KeyRange next =
          rest.stream()
              .filter(this::isNext)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the finished ranges have a hole after " + finished + ": " + rest));
      rest.remove(next);
      finished = new KeyRange(Optional.empty(), next.upper());
    }
  }

  private boolean isNext(KeyRange range) {
    return finished == null
        ? range.isFirst()
        : !finished.isLast() && range.lower().equals(finished.upper());
  }

  @Override
  public Optional<KeyRange> nextGap() {
    if (inFlight != null) {
      return Optional.empty();
    }
    if (finished == null) {
      return Optional.of(KeyRange.ALL);
    }
    return finished.upper().map(KeyRange::above);
  }

  @Override
  public void dispatched(Chunk chunk) {
    if (inFlight != null || !isNext(chunk.range())) {
      throw new IllegalArgumentException(
          chunk.range() + " is not next after " + finished + ", in flight " + inFlight);
    }
    inFlight = chunk;
  }

  @Override
  public void finished(Chunk chunk) {
    inFlight = null;
    finished = new KeyRange(Optional.empty(), chunk.range().upper());
  }

  @Override
  public void failed(Chunk chunk) {
    inFlight = null;
  }

  @Override
  public Chunk chunkOf(Key key) {
    return null;
  }

  @Override
  public boolean isFinished(Key key) {
    return finished != null || inFlight != null;
  }

  @Override
  public List<KeyRange> finished() {
    return finished == null ? List.of() : List.of(finished);
  }

  @Override
  public List<Chunk> inFlight() {
    return inFlight == null ? List.of() : List.of(inFlight);
  }

  @Override
  public boolean takesTurns() {
    return true;
  }

  @Override
  public void restart() {
    finished = null;
  }
}
