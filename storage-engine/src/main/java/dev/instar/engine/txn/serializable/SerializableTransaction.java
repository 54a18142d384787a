package dev.instar.engine.txn.serializable;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A serializable transaction as its peers see it. It is remembered after its commit for as long as
 * one that ran beside it is still open. All of it is guarded by {@link Serializability}.
 */
public final class SerializableTransaction {
  /** Stands for: has not happened. */
  static final long NEVER = Long.MAX_VALUE;

  final Reads reads = new Reads();
  final Writes writes = new Writes();

  /** Those that read what this one overwrote: they come before it. */
  final Set<SerializableTransaction> in = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Those that overwrote what this one read: they come after it. */
  final Set<SerializableTransaction> out = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The earliest {@link #prepared} of those in out that are forgotten. */
  long earliestForgottenOut = NEVER;

  /** How many steps had been counted when its snapshot was taken, or a little before. */
  long began;

  /** The step at which it was certain to commit. */
  long prepared = NEVER;

  /** The step at which it had committed, or a little after. */
  long committed = NEVER;

  boolean readOnly;

  /** Somebody else's progress depends on its end: it fails at its next step. */
  boolean doomed;

  SerializableTransaction(long began, boolean readOnly) {
    this.began = began;
    this.readOnly = readOnly;
  }

  boolean isPrepared() {
    return prepared != NEVER;
  }

  boolean isCommitted() {
    return committed != NEVER;
  }

  /**
   * Makes one of two that have committed. It has read and written what both have, and where it
   * matters when something happened, it happened at the moment of the two that is the worse for
   * others: nothing is missed, and now and then somebody fails for nothing.
   */
  void absorb(SerializableTransaction other) {
    earliestForgottenOut = Math.min(earliestForgottenOut, other.earliestForgottenOut);
    if (out.remove(other)) {
      earliestForgottenOut = Math.min(earliestForgottenOut, other.prepared);
    }
    if (other.out.remove(this)) {
      earliestForgottenOut = Math.min(earliestForgottenOut, prepared);
    }
    in.remove(other);
    other.in.remove(this);
    for (SerializableTransaction reader : other.in) {
      reader.out.remove(other);
      reader.out.add(this);
      in.add(reader);
    }
    for (SerializableTransaction writer : other.out) {
      writer.in.remove(other);
      writer.in.add(this);
      out.add(writer);
    }
    reads.absorb(other.reads);
    writes.absorb(other.writes);
    began = Math.min(began, other.began);
    prepared = Math.min(prepared, other.prepared);
    committed = Math.max(committed, other.committed);
    readOnly = false;
  }

  /** Neither had ended when the other took its snapshot. */
  boolean ranBeside(SerializableTransaction other) {
    return this != other && committed > other.began && other.committed > began;
  }
}
