package dev.instar.engine.store;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Latches of an index's keys: 64, each for all keys of one hash. A set of them is a number with a
 * bit for each. Held for a look and a change, never while waiting for a transaction; of several
 * indexes in the order of their numbers. Thread-safe.
 */
public final class KeyLatches {
  private final ReentrantLock[] latches = new ReentrantLock[Long.SIZE];

  KeyLatches() {
    Arrays.setAll(latches, i -> new ReentrantLock());
  }

  /** The set with a key's latch alone. */
  public static long of(byte[] key) {
    int hash = Arrays.hashCode(key);
    return 1L << (hash ^ hash >>> 16);
  }

  /** Takes all of a set. */
  public void lock(long set) {
    for (long rest = set; rest != 0; rest &= rest - 1) {
      latches[Long.numberOfTrailingZeros(rest)].lock();
    }
  }

  /** Lets all of a set go. */
  public void unlock(long set) {
    for (long rest = set; rest != 0; rest &= rest - 1) {
      latches[Long.numberOfTrailingZeros(rest)].unlock();
    }
  }
}
