package dev.instar.migrator.throttle;

import java.time.Duration;
import java.util.Optional;

/** When work may go on, and how fast. Thread-safe: all workers share one. */
public interface Throttle {
  /** Who asks. */
  enum Demand {
    COPY,
    APPLY,
    VERIFY,
    BACKFILL
  }

  /**
   * Waits until the next piece of work may begin. Pauses and overload hold everybody, the budget is
   * shared by need: neither copying nor applying can starve the other, and a growing backlog slows
   * the copy.
   *
   * @throws dev.instar.migrator.error.MigrationException with CRITICAL_LOAD if the run must stop
   *     now
   */
  void acquire(Demand demand) throws InterruptedException;

  /**
   * Tells that a piece of work has ended and what it cost: rows written or read, and how long the
   * server was busy with it; nothing, if there was nothing to do. Every {@link #acquire} is
   * followed by one.
   */
  void used(Demand demand, long rows, Duration busy);

  /**
   * How long a piece of work should take at most: {@code wanted}, or much less while others are at
   * work, so that nobody waits long behind one piece.
   */
  Duration pieceTime(Duration wanted);

  /**
   * How many rows a piece of work should have at most: {@code wanted}, or fewer where rows per
   * second are limited, so that work goes on in many small steps and not in one with a long rest.
   */
  long pieceRows(long wanted);

  /** Whether others are at work: what cannot be cut into pieces then uses as little as it can. */
  boolean yields();

  /** Tells how many keys are waiting to be applied. */
  void backlog(long pendingKeys);

  /** Why work is slowed or held at the moment, for the onlooker. */
  Optional<String> reason();

  /** Never holds anybody. */
  Throttle NONE =
      new Throttle() {
        @Override
        public void acquire(Demand demand) {}

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
      };
}
