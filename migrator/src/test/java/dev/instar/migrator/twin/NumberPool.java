package dev.instar.migrator.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Numbers that one writer alone hands out: {@code writer}, {@code writer + writers}, and so on.
 * What is given back is used again, so that a key or a unique value wanders from row to row. Used
 * by one thread.
 */
final class NumberPool {
  private final int step;
  private long next;
  private final List<Long> free = new ArrayList<>();

  NumberPool(int writer, int writers) {
    this.next = writer;
    this.step = writers;
  }

  private NumberPool(NumberPool other) {
    this.next = other.next;
    this.step = other.step;
    this.free.addAll(other.free);
  }

  NumberPool copy() {
    return new NumberPool(this);
  }

  long take(RandomGenerator random) {
    if (!free.isEmpty() && random.nextInt(3) > 0) {
      return free.remove(random.nextInt(free.size()));
    }
    long taken = next;
    next += step;
    return taken;
  }

  void giveBack(long number) {
    free.add(number);
  }

  /** Never hands out a number at or below this one as a fresh one. */
  void skipTo(long used) {
    while (next <= used) {
      next += step;
    }
  }
}
