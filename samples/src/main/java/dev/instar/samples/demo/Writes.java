package dev.instar.samples.demo;

import java.util.concurrent.atomic.LongAdder;

/** The writes that the database acknowledged to the clients. Thread-safe. */
final class Writes {
  final LongAdder inserts = new LongAdder();
  final LongAdder updates = new LongAdder();

  long count() {
    return inserts.sum() + updates.sum();
  }
}
