package dev.instar.migrator.shadow;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a pipeline has done so far. Thread-safe. */
final class Counters {
  /** In the finished ranges, those of earlier runs included. */
  final LongAdder rowsCopied = new LongAdder();

  final LongAdder keysApplied = new LongAdder();

  /** Rows that were found to differ although they should not have, and were repaired. */
  final LongAdder repairs = new LongAdder();

  /** How often the source was truncated, and copying began anew. */
  final AtomicLong restarts = new AtomicLong();
}
