package dev.instar.engine.lock;

import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** An owner's place in a queue. Guarded by the lock table's mutex. */
final class Waiter {
  final LockOwner owner;
  final LockQueue queue;
  final LockMode mode;
  final LockScope scope;
  final Instant since;
  final Condition condition;
  boolean granted;

  Waiter(
      LockOwner owner,
      LockQueue queue,
      LockMode mode,
      LockScope scope,
      Instant since,
      Condition condition) {
    this.owner = owner;
    this.queue = queue;
    this.mode = mode;
    this.scope = scope;
    this.since = since;
    this.condition = condition;
  }
}
