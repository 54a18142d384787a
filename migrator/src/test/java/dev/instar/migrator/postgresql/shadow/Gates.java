package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.throttle.Throttle;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A throttle with which a test holds a rebuild at an exact place. Thread-safe: one lock. */
final class Gates implements Throttle {
  private final Map<Demand, Integer> left = new EnumMap<>(Demand.class);
  private final Map<Demand, Integer> waiting = new EnumMap<>(Demand.class);

  /** Lets so many pieces of work of that kind begin, and then none. */
  synchronized Gates hold(Demand demand, int pieces) {
    left.put(demand, pieces);
    return this;
  }

  synchronized void open(Demand demand) {
    left.remove(demand);
    notifyAll();
  }

  /** Waits until somebody stands at that gate. */
  synchronized void awaitHeld(Demand demand) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (waiting.getOrDefault(demand, 0) == 0) {
      wait(100);
      if (System.nanoTime() > end) {
        throw new IllegalStateException("nobody came to the gate of " + demand);
      }
    }
  }

  @Override
  public synchronized void acquire(Demand demand) throws InterruptedException {
    waiting.merge(demand, 1, Integer::sum);
    notifyAll();
    try {
      while (left.getOrDefault(demand, 1) <= 0) {
        wait();
      }
      left.computeIfPresent(demand, (d, n) -> n - 1);
    } finally {
      waiting.merge(demand, -1, Integer::sum);
    }
  }

  @Override
  public void used(Demand demand, long rows, Duration busy) {}

  @Override
  public Duration pieceTime(Duration wanted) {
    return wanted;
  }

  @Override
  public long pieceRows(long wanted) {
    return wanted;
  }

  @Override
  public boolean yields() {
    return false;
  }

  @Override
  public void backlog(long pendingKeys) {}

  @Override
  public Optional<String> reason() {
    return Optional.empty();
  }
}
