package dev.instar.migrator.twin;

import dev.instar.migrator.throttle.Throttle;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A throttle that slows work down enough for other things to happen in its midst, and lets a test
 * stop it at a certain piece of work. Thread-safe.
 */
final class GateThrottle implements Throttle {
  private final Duration pause;
  private final Map<Demand, Gate> gates = new EnumMap<>(Demand.class);

  /**
   * @param pause before each chunk of a copy
   */
  GateThrottle(Duration pause) {
    this.pause = pause;
  }

  /** Holds work of that kind from its nth piece on, from 1, until {@link Gate#open}. */
  Gate hold(Demand demand, int piece) {
    Gate gate = new Gate(piece);
    gates.put(demand, gate);
    return gate;
  }

  @Override
  public void acquire(Demand demand) throws InterruptedException {
    if (demand == Demand.COPY) {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
    Gate gate = gates.get(demand);
    if (gate != null) {
      gate.pass();
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

  /** Where work is held. */
  static final class Gate {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private int remaining;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    private Gate(int piece) {
      this.remaining = piece;
    }

    private void pass() throws InterruptedException {
      synchronized (this) {
        if (--remaining > 0) {
          return;
        }
      }
      reached.countDown();
      opened.await();
    }

    /** Waits until work stands at the gate. */
    void awaitReached() throws InterruptedException {
      if (!reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("no work came to the gate within " + PATIENCE);
      }
    }

    void open() {
      opened.countDown();
    }
  }
}
