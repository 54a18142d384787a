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
  final long began;

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

  /** Neither had ended when the other took its snapshot. */
  boolean ranBeside(SerializableTransaction other) {
    return this != other && committed > other.began && other.committed > began;
  }
}
