package dev.instar.engine.store;

import dev.instar.engine.wal.LogOptions;

/**
 * Sizes of the store.
 *
 * @param cacheBytes of pages that were read and may be read again
 * @param unsavedBytes of pages that were changed and are in memory only; above, they are written
 * @param checkpointLogBytes how much log there may be since the last checkpoint: what recovery
 *     reads
 * @param checkpointPageBytes how many bytes of pages may be written since the last checkpoint:
 *     their space is not used again before it
 * @param background whether a thread does this; otherwise whoever finds it due does it
 */
public record StoreOptions(
    LogOptions log,
    long cacheBytes,
    long unsavedBytes,
    long checkpointLogBytes,
    long checkpointPageBytes,
    boolean background) {

  /**
   * A sixth of the heap for pages that are clean. A sixteenth for those that are not: while they
   * are written they are in memory twice, in a buffer that doubles as it grows, and as much again
   * may be changed meanwhile.
   */
  public static StoreOptions forHeap(long heapBytes) {
    return new StoreOptions(
        LogOptions.DEFAULT,
        Math.max(heapBytes / 6, 8L << 20),
        Math.clamp(heapBytes / 16, 4L << 20, 64L << 20),
        512L << 20,
        1024L << 20,
        true);
  }

  /** The same with another distance of checkpoints. */
  public StoreOptions withCheckpoints(long logBytes, long pageBytes) {
    return new StoreOptions(log, cacheBytes, unsavedBytes, logBytes, pageBytes, background);
  }
}
